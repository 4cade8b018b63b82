using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the classes that take steps over the sum of several gradients.</summary>
internal static class SumReader
{
    /// <summary>Returns true if the class, or the class that has its step, takes sums. Reports members that cannot be summed.</summary>
    public static bool Read(
        INamedTypeSymbol type,
        EquatableArray<ParameterField> parameters,
        EquatableArray<SubmodelField> submodels,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        AttributeData? own = type.Attribute(Names.SumGradients);
        INamedTypeSymbol? root = TypeHierarchyReader.OptimizedBases(type).LastOrDefault();
        bool sums = Sums(type);
        Location? location = own?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? Declarations.NameLocation(type);
        if (own is not null && root is not null)
        {
            string problem = $"it is stepped together with '{root.Name}'; put the attribute there";
            diagnostics.Add(Descriptors.SummedGradients, location, type.Name, problem);
        }
        else if (sums && type.IsValueType)
        {
            const string problem = "a structure holds its gradients in itself; make it a class";
            diagnostics.Add(Descriptors.SummedGradients, location, type.Name, problem);
        }
        else if (sums)
        {
            ReadMembers(type, parameters, submodels, diagnostics);
        }

        return sums;
    }

    /// <summary>Returns the C# type of a model's gradients within a class; null if the gradients have no part in sums.</summary>
    public static string? GradientsOf(ITypeSymbol model, INamedTypeSymbol type)
    {
        if (Problem(type, model) is not null)
            return null;
        string name = ClassOf(model)!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return name + "." + GeneratedMemberNames.GradientsType;
    }

    private static void ReadMembers(
        INamedTypeSymbol type,
        IEnumerable<ParameterField> parameters,
        IEnumerable<SubmodelField> submodels,
        DiagnosticBag diagnostics)
    {
        void Refuse(string name, string problem)
        {
            Location? location = InheritedParameters.Member(type, name)?.Locations.FirstOrDefault();
            diagnostics.Add(Descriptors.SummedGradients, location, type.Name, $"'{name}' {problem}");
        }

        foreach (ParameterField sparse in parameters.Where(p => p.IsSparse))
            Refuse(sparse.Name, "has a sparse gradient, with rows of its own; put the table into a class that is stepped by itself");
        foreach (SubmodelField submodel in submodels)
        {
            if (Problem(type, SubmodelReader.Model(type.GetMembers(submodel.Name).OfType<IFieldSymbol>().First())) is { } problem)
                Refuse(submodel.Name, problem);
        }
    }

    // A submodel has a part in the sum if its own class takes sums.
    private static string? Problem(INamedTypeSymbol type, ITypeSymbol model) => ClassOf(model) switch
    {
        null when model.IsValueType => "is a structure, which holds its gradients in itself; "
            + $"make '{model.Name}' a class marked [SumGradients], or mark the field [Frozen]",
        null => "may hold a model of any class, also of one that takes no sums; "
            + "declare it as a class marked [SumGradients], or mark the field [Frozen]",
        var submodel when WarningReader.IsForbidden(submodel) && !WarningReader.IsObsolete(type) =>
            $"is of an [Obsolete] class that no code may name; mark '{type.Name}' [Obsolete], too, or the field [Frozen]",
        var submodel when !Sums(submodel) => "holds gradients that are there but once; "
            + $"mark '{Root(submodel).Name}' [SumGradients], too, or mark the field [Frozen]",
        var submodel when !IsVisible(submodel, type) =>
            $"is of a class that the gradients of '{type.Name}' cannot show; make '{submodel.Name}' at least internal",
        _ => null,
    };

    private static INamedTypeSymbol? ClassOf(ITypeSymbol model) => model switch
    {
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Select(ClassOf).FirstOrDefault(c => c is not null),
        INamedTypeSymbol { TypeKind: TypeKind.Class } type => type,
        _ => null,
    };

    /// <summary>Returns true if a class, or the class that has its step, takes sums.</summary>
    public static bool Sums(INamedTypeSymbol type) => Root(type).Attribute(Names.SumGradients) is not null;

    // Returns the class that has the step.
    private static INamedTypeSymbol Root(INamedTypeSymbol type) => TypeHierarchyReader.OptimizedBases(type).LastOrDefault() ?? type;

    // Code that sees the gradients must see the class of the submodel.
    private static bool IsVisible(INamedTypeSymbol submodel, INamedTypeSymbol type)
    {
        bool IsWithin(INamedTypeSymbol around, INamedTypeSymbol hidden) =>
            Declarations.Outermost(around.ContainingType).Contains(hidden.ContainingType, SymbolEqualityComparer.Default);
        return Declarations.Outermost(submodel)
            .Where(IsHidden)
            .All(p => Declarations.Outermost(type).Any(t => IsHidden(t) && IsWithin(t, p)));
    }

    private static bool IsHidden(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;
}
