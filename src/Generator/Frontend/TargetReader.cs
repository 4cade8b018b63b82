using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads a type that is marked [Optimize].</summary>
internal static class TargetReader
{
    /// <summary>Returns the type as values, or null if no part can be added to the type.</summary>
    public static TargetModel? Read(
        INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (!CanBeExtended(type, diagnostics))
            return null;
        if (ProjectReader.RefusesClass(type, compilation, diagnostics))
            return Bare(type, compilation, diagnostics.First!, cancellation);

        AttributeData[] optimizers = [.. type.GetAttributes().Where(a => a.AttributeClass.Is(Names.Optimize))];
        if (optimizers.Length > 1)
            diagnostics.Add(Descriptors.SeveralOptimizers, SyntaxOf(optimizers[1], cancellation), type.Name);

        (EquatableArray<ParameterField> parameters, EquatableArray<SubmodelField> submodels) = MemberReader.Read(type, diagnostics);
        HidingReader.Read(type, compilation, ref parameters, ref submodels);
        TypeHierarchy hierarchy = TypeHierarchyReader.Read(type, optimizers[0], compilation, diagnostics, cancellation);
        GuardModel? guard = GuardReader.Read(type, diagnostics, cancellation);
        bool sums = SumReader.Read(type, parameters, submodels, diagnostics, cancellation);
        StateStorage state = ArgumentReader.State(optimizers[0], diagnostics, cancellation);
        PruneModel? prune = PruneReader.Read(type, ref parameters, state, diagnostics, cancellation);
        bool ownsMemory = parameters.Any(p => p.IsOwned);
        EquatableArray<string> own = CollisionReader.Read(type, compilation, hierarchy, ownsMemory, guard, prune, diagnostics);
        string? schedule = ScheduleReader.Read(type, optimizers[0], parameters, diagnostics, cancellation);
        cancellation.ThrowIfCancellationRequested();
        RuleUse? rule = RuleLocator.Find(optimizers[0], RuleForm.Rule, compilation, diagnostics, cancellation);
        EquatableArray<StageUse> stages = StageReader.Read(type, optimizers[0], rule, compilation, diagnostics, cancellation);
        (EquatableArray<string> warnings, EquatableArray<ObsoleteMember> obsolete) =
            WarningReader.Read(type, hierarchy, parameters, submodels, sums, schedule);
        var target = new TargetModel(
            ProjectOf(compilation),
            Declarations.Read(type),
            hierarchy,
            parameters,
            submodels,
            rule,
            ArgumentReader.Read(type, optimizers[0]).Select(a => a.Value).ToEquatableArray(),
            stages,
            ArgumentReader.IsFast(optimizers[0]),
            state,
            ArgumentReader.NoiseSeed(optimizers[0]),
            guard,
            sums,
            prune,
            schedule,
            TakenNames(type, compilation).ToEquatableArray(),
            own,
            EquatableArray<string>.Empty,
            compilation.GetTypeByMetadataName(Names.JsonIgnore) is not null,
            EquatableArray<string>.Empty,
            warnings,
            obsolete,
            diagnostics.First) { Unfit = InheritedParameters.Unfit(type, parameters) };
        bool mayMove = rule is null || stages.Count < RuleForm.StagesOf(type).Count();
        return target.HasModes || hierarchy.BaseHasModes || mayMove
            ? target with { OwnModes = CollisionReader.Modes(type, compilation, overrides: !target.HasModes), MayMove = mayMove }
            : target with { OtherModes = CollisionReader.OtherModes(type, compilation) };
    }

    /// <summary>
    /// Returns a type on which the reader has failed, with the values needed to refuse the type; null if no part can be added to the type.
    /// </summary>
    public static TargetModel? Failed(INamedTypeSymbol type, Compilation compilation, string failure)
    {
        if (!CanBeExtended(type, new DiagnosticBag()))
            return null;
        (EquatableArray<ParameterField> parameters, EquatableArray<SubmodelField> submodels) =
            Attempt.Run(
                () => MemberReader.Read(type, new DiagnosticBag()),
                _ => (EquatableArray<ParameterField>.Empty, EquatableArray<SubmodelField>.Empty));
        TypeHierarchy hierarchy = TypeHierarchy.Alone(type.IsValueType, type.IsRecord);
        (EquatableArray<string> warnings, EquatableArray<ObsoleteMember> obsolete) = Attempt.Run(
            () => WarningReader.Read(type, hierarchy, parameters, submodels, sums: false, schedule: null),
            _ => (EquatableArray<string>.Empty, EquatableArray<ObsoleteMember>.Empty));
        bool ownsMemory = parameters.Any(p => p.IsOwned);
        return new(
            ProjectOf(compilation),
            Declarations.Read(type),
            hierarchy,
            parameters,
            submodels,
            Rule: null,
            EquatableArray<HyperparameterArgument>.Empty,
            EquatableArray<StageUse>.Empty,
            FastMath: false,
            new StateStorage(StatePrecision.Full, 0),
            NoiseSeed: 0,
            Guard: null,
            SumsGradients: false,
            Prune: null,
            Schedule: null,
            TakenNames(type, compilation).ToEquatableArray(),
            CollisionReader.Read(type, compilation, hierarchy, ownsMemory, guard: null, prune: null, new DiagnosticBag()),
            CollisionReader.Modes(type, compilation, overrides: false),
            HasJson: false,
            OtherModes: EquatableArray<string>.Empty,
            warnings,
            obsolete,
            Descriptors.GeneratorFailure.Id)
        {
            Failure = failure,
            MayMove = true,
        };
    }

    // Reads a class of a project that cannot compile its step. Other errors of the class show once the project can.
    private static TargetModel Bare(INamedTypeSymbol type, Compilation compilation, string refusal, CancellationToken cancellation)
    {
        var unreported = new DiagnosticBag();
        (EquatableArray<ParameterField> parameters, EquatableArray<SubmodelField> submodels) = MemberReader.Read(type, unreported);
        GuardModel? guard = GuardReader.Read(type, unreported, cancellation);
        PruneModel? prune = PruneReader.Read(type, ref parameters, new(StatePrecision.Full, 0), unreported, cancellation);
        string[] own = [.. GeneratedMemberNames.All.Where(n => n == type.Name || type.GetMembers(n).Any(Declarations.IsOwn))];
        TypeHierarchy hierarchy = TypeHierarchy.Alone(type.IsValueType, type.IsRecord);
        (EquatableArray<string> warnings, EquatableArray<ObsoleteMember> obsolete) =
            WarningReader.Read(type, hierarchy, parameters, submodels, sums: false, schedule: null);
        return new(
            ProjectOf(compilation),
            Declarations.Read(type),
            hierarchy,
            parameters,
            submodels,
            Rule: null,
            EquatableArray<HyperparameterArgument>.Empty,
            EquatableArray<StageUse>.Empty,
            FastMath: false,
            new StateStorage(StatePrecision.Full, 0),
            NoiseSeed: 0,
            guard,
            SumReader.Sums(type),
            prune,
            Schedule: null,
            TakenNames(type, compilation).ToEquatableArray(),
            own.ToEquatableArray(),
            CollisionReader.Modes(type, compilation, overrides: false),
            HasJson: false,
            OtherModes: EquatableArray<string>.Empty,
            warnings,
            obsolete,
            refusal)
        {
            IsBare = true,
            MayMove = true,
            Unfit = InheritedParameters.Unfit(type, parameters),
        };
    }

    private static string ProjectOf(Compilation compilation) => compilation.AssemblyName ?? "";

    /// <summary>Returns true if the generated part is made for a declaration: the first of several with the attribute.</summary>
    public static bool IsFirstDeclaration(
        INamedTypeSymbol type, string attribute, SyntaxNode declaration, CancellationToken cancellation)
    {
        SyntaxNode? first = type.GetAttributes()
            .Where(a => a.AttributeClass.Is(attribute))
            .Select(a => a.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .FirstOrDefault();
        return first is null || first.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(first.Span);
    }

    /// <summary>Returns true if a part can be added to a type.</summary>
    public static bool CanBeExtended(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        if (Kind(type) is { } kind)
        {
            diagnostics.Add(Descriptors.WrongKind, Declarations.NameLocation(type), type.Name, kind);
            return false;
        }

        // An editor offers fixes for an error of a class within the class alone, so that the error of a type around it stands there, too.
        foreach (INamedTypeSymbol declared in Declarations.Outermost(type).Where(t => !Declarations.IsPartial(t)))
        {
            diagnostics.Add(Descriptors.NotPartial, Declarations.NameLocation(type), declared.Name, type.Name);
            return false;
        }

        return true;
    }

    private static string? Kind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "an interface",
        { IsRefLikeType: true } => "a ref struct",
        { TypeKind: TypeKind.Struct, IsReadOnly: true } => "a readonly struct",
        { IsStatic: true } => "a static class",
        _ when type.Attribute("System.Runtime.CompilerServices.InlineArrayAttribute") is not null =>
            "an inline array, which has no place for generated fields",
        _ when Layout(type) is not (null or LayoutKind.Sequential or LayoutKind.Auto) =>
            "laid out field by field, which leaves no place for generated fields",
        _ when Layout(type) == LayoutKind.Sequential =>
            "laid out in the order of its fields, which has no place for generated ones in another file; "
            + "write LayoutKind.Auto, or remove the attribute",
        _ when Declarations.Outermost(type).Any(t => t.IsFileLocal) => "local to its file",
        _ => null,
    };

    // Returns the layout that the type itself gives; null if it gives none.
    private static LayoutKind? Layout(INamedTypeSymbol type) =>
        type.Attribute("System.Runtime.InteropServices.StructLayoutAttribute")?.ConstructorArguments is [{ Value: { } kind }]
            ? (LayoutKind)Convert.ToInt32(kind, CultureInfo.InvariantCulture)
            : null;

    // Returns the names of the type, members and type parameters that could collide with a private generated member or a generated span.
    private static IEnumerable<string> TakenNames(INamedTypeSymbol type, Compilation compilation) =>
        MemberNames(type).Append(type.Name).Concat(CollisionReader.PrimaryParameters(type).Select(p => p.Name)).Where(MayCollide)
            .Concat(Declarations.Bases(type).SelectMany(b => Inherited(b, type, compilation)))
            .Concat(Declarations.Outermost(type).SelectMany(t => t.TypeParameters).Select(p => p.Name))
            .Distinct()
            .OrderBy(n => n, StringComparer.Ordinal);

    // Roslyn's names of members leave types out.
    private static IEnumerable<string> MemberNames(INamedTypeSymbol type) =>
        type.MemberNames.Concat(type.GetTypeMembers().Select(t => t.Name));

    // Gradients of private parameters are internal members of the inherited gradients class.
    private static IEnumerable<string> Inherited(INamedTypeSymbol parent, INamedTypeSymbol type, Compilation compilation) =>
        parent.Attribute(Names.Optimize) is not null
            ? MemberNames(parent).Where(MayCollide)
            : parent.GetMembers()
                .Where(m => MayCollide(m.Name) && compilation.IsSymbolAccessibleWithin(m, type))
                .Select(m => m.Name);

    /// <summary>Returns true if a private generated member could have the name.</summary>
    /// <remarks>Called for every name that a class declares or inherits, mostly with a result of false.</remarks>
    public static bool MayCollide(string name)
    {
        foreach (string beginning in GeneratedMemberNames.Private)
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }

        return name.Contains("Span");
    }

    private static Location? SyntaxOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
}
