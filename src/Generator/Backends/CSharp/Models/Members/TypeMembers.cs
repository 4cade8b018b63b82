using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models.Members;

/// <summary>
/// The description of every member of an optimized type that users, derived classes or the library see. A new member is a line here and
/// its body.
/// </summary>
internal sealed class TypeMembers
{
    private const string Gradients = GeneratedMemberNames.GradientsType;
    private const string Optimizable = "global::FusedOpt.IOptimizable", ModelNode = "fusedOpt::IModelNode";
    private const string Guard = "fusedOpt::GradientGuard?", Tree = "fusedOpt::GradientTree?";

    private readonly TargetModel _target;
    private readonly ModelNames _names;
    private readonly IEnumerable<string> _packedStates;
    private readonly bool _isDerived;
    private readonly string _context;

    private TypeMembers(TargetModel target, ModelNames names, IEnumerable<string> packedStates)
    {
        (_target, _names, _packedStates, _isDerived) = (target, names, packedStates, target.TypeHierarchy.Base is not null);
        _context = "ref fusedOpt::StepContext " + names.Local("context");
    }

    // The rule moves parameters to the point where the model is evaluated, or a submodel or an unknown rule may do so.
    private bool HasModes => _target.HasModes || _target.MayMove;

    /// <summary>Describes the members.</summary>
    /// <param name="target">The type.</param>
    /// <param name="names">The names of its members and locals.</param>
    /// <param name="packedStates">The states that lie in an arena beside the parameters.</param>
    public static MemberTable Describe(TargetModel target, ModelNames names, IEnumerable<string> packedStates)
    {
        var members = new TypeMembers(target, names, packedStates);
        MemberDeclaration?[] ofUsers = [.. members.Step(), .. members.Options(), .. members.Owned()];

        // A bare class names nothing of FusedOpt's.
        return new(target.IsBare ? ofUsers : [.. ofUsers, .. members.Hooks(), .. members.Implementations()]);
    }

    /// <summary>Returns the key of a step that takes the sum of several gradients.</summary>
    public static string Summed(string step) => step + "(gradients)";

    /// <summary>Returns the key of a member of <c>IModelNode</c>, which generated code alone calls.</summary>
    public static string OfNode(string member) => ModelNode + "." + member;

    /// <summary>Returns the key of a member of <c>IOptimizable</c> that the type implements explicitly.</summary>
    public static string OfOptimizable(string member) => Optimizable + "." + member;

    /// <summary>Returns the key of the span over a state of all parameters in the arena.</summary>
    public static string SpanOf(string state) => state + " span";

    // The members of every type.
    private IEnumerable<MemberDeclaration?> Step()
    {
        if (_target.GainsGradients)
        {
            string reference = _target.TypeHierarchy.IsStruct ? "ref " : "";
            yield return Public(GeneratedMemberNames.Gradients, Own(_isDerived) + reference + Gradients);
        }

        if (!_isDerived)
        {
            yield return Implementing(GeneratedMemberNames.LearningRate, "double", setter: "");
            yield return Implementing(GeneratedMemberNames.StepCount, "long");
            yield return Implementing(GeneratedMemberNames.Step, "void", "()");
            yield return Implementing(GeneratedMemberNames.StepAndZeroGradients, "void", "()");
        }

        yield return Implementing(GeneratedMemberNames.ZeroGradients, "void", "()", Extended(_isDerived));
    }

    // The members that an attribute, the rule or a submodel brings.
    private IEnumerable<MemberDeclaration?> Options()
    {
        if (_target.SumsGradients && _target.GainsGradients && !_isDerived)
        {
            // Older versions of C# know no other params than arrays.
            string list = _target.IsBare ? Gradients + "[]" : $"global::System.ReadOnlySpan<{Gradients}>";
            string parameters = $"(params {list} {_names.Local("gradients")})";
            foreach (string step in new[] { GeneratedMemberNames.Step, GeneratedMemberNames.StepAndZeroGradients })
                yield return Public(step, "void", parameters) is { } summed ? summed with { Key = Summed(step) } : null;
        }

        if (_target.Guard is { } guard && !_isDerived)
        {
            if (guard.Clips)
            {
                yield return Public(GeneratedMemberNames.MaxGradientNorm, "double", setter: "");
                yield return Public(GeneratedMemberNames.GradientNorm, "double");
            }

            if (guard.Skips)
                yield return Public(GeneratedMemberNames.SkippedSteps, "long");
            if (guard.Scales)
            {
                yield return Public(GeneratedMemberNames.LossScale, "double");
                yield return Public(GeneratedMemberNames.IsLossScaleExhausted, "bool");
            }

            if (guard.CountsMicroBatches)
                yield return Public(GeneratedMemberNames.MicroBatch, "int");
        }

        if (_target.Prune is { } prune)
            yield return Public(GeneratedMemberNames.Sparsity, Own(prune.IsBasePruned) + "double");
        if (!HasModes)
            yield break;
        bool isInherited = _target.TypeHierarchy.BaseHasModes;
        if (!isInherited)
            yield return Public(GeneratedMemberNames.IsTraining, "bool");
        yield return Public(GeneratedMemberNames.Evaluate, Extended(isInherited) + "void", "()");
        yield return Public(GeneratedMemberNames.Train, Extended(isInherited) + "void", "()");
    }

    // The members of a type that owns memory.
    private IEnumerable<MemberDeclaration?> Owned()
    {
        foreach (ParameterField p in _target.Parameters.Where(p => p.IsOwned))
        {
            PropertyDeclaration declaration = p.Declaration!;
            string setter = declaration.SetterModifiers is { Length: > 0 } modifiers ? modifiers + " " : "";
            yield return new(p.Name, $"{declaration.Modifiers} {p.StorageInfo.Type} {Identifiers.Escape(p.Name)}")
            {
                Setter = p.IsScalar ? setter : null,
                IsDocumented = declaration.IsInherited,
            };
        }

        if (_target.Parameters.FirstOrDefault(p => p.IsPacked) is { } packed)
        {
            string span = $"global::System.Span<{packed.StorageInfo.Keyword}>";
            yield return Public(GeneratedMemberNames.ParameterSpan, span);
            yield return Public(GeneratedMemberNames.GradientSpan, span);
            foreach (string state in _packedStates)
                yield return new(SpanOf(state), $"public {span} {_names.Unique(Identifiers.Pascal(state) + "Span")}");
        }

        if (_target.Parameters.Any(p => p.IsOwned))
            yield return Public(GeneratedMemberNames.Dispose, "void", "()");
    }

    // The members that derived classes override, or read.
    private IEnumerable<MemberDeclaration?> Hooks()
    {
        string context = $"({_context})", visitor = _names.Local("TVisitor");
        string constraint = _isDerived ? "" : $"where {visitor} : struct, fusedOpt::IModelVisitor, allows ref struct";
        yield return Hook(GeneratedMemberNames.PrepareStep, _names.PrepareStep, "void", context);
        yield return Hook(GeneratedMemberNames.ApplyStep, _names.ApplyStep, "void", context);
        if (_target.Guard is not null)
            yield return Hook(GeneratedMemberNames.MeasureGradients, _names.MeasureGradients, "void", context);
        string visiting = $"{_names.VisitParameters}<{visitor}>";
        yield return Hook(GeneratedMemberNames.VisitParameters, visiting, "void", Visit(visitor)) is { } visit
            ? visit with { Constraint = constraint }
            : null;
        if (_target.GainsGradients && (_isDerived || _target.TypeHierarchy.IsOpen))
        {
            string returned = (_isDerived ? _target.TypeHierarchy.Base + "." : "") + Gradients;
            string tree = _target.SumsGradients ? $"{Tree} {_names.Local("tree")}" : "";
            yield return Hook(GeneratedMemberNames.CreateGradients, _names.CreateGradients, returned, $"({tree})");
        }

        if (_target.Schedule is not null && !_isDerived)
            yield return Hook(GeneratedMemberNames.StepLearningRate, _names.StepLearningRate, "double", "", isVirtual: false);
    }

    // The members that the library calls, which are no part of the type's own surface.
    private IEnumerable<MemberDeclaration?> Implementations()
    {
        if (_isDerived)
            yield break;
        string context = $"({_context})", visitor = _names.Local("TVisitor");
        yield return Explicit(ModelNode, "StepState", "ref fusedOpt::StepState");
        yield return Explicit(ModelNode, "Prepare", "void", context);
        yield return Explicit(ModelNode, "Apply", "void", context);
        if (_target.SumsGradients && _target.GainsGradients)
            yield return Explicit(ModelNode, "GetGradients", "object", $"({Tree} tree)");

        // Without this member the interface's own implementation is called, which boxes a structure.
        if (_target.Guard is not null || _target.TypeHierarchy.IsStruct)
            yield return Explicit(ModelNode, "Guard", Guard);
        if (_target.Guard is { IsActive: true })
            yield return Explicit(ModelNode, "TakeGuarded", "void", context);
        if (_target.Guard is not null)
            yield return Explicit(ModelNode, "Measure", "void", context);

        // A user's own method Visit would take the place of the interface's implementation, which would also box a structure.
        yield return Explicit(Optimizable, "Visit", "void", $"(ref {visitor} {_names.Local("visitor")})", visitor);
        yield return Explicit(ModelNode, "Visit", "void", Visit(visitor), visitor);
    }

    private string Visit(string visitor) => $"(ref fusedOpt::ParameterTable<{visitor}> {_names.Local("table")}, {_context})";

    private MemberDeclaration? Public(string name, string type, string parameters = "", string? setter = null) =>
        IsFree(name) ? new(name, $"public {type} {name}{parameters}") { Setter = setter } : null;

    // A user's own member of the name need not fit the interface, so the interface's member is implemented explicitly beside it.
    private MemberDeclaration? Implementing(
        string name, string type, string? parameters = null, string modifier = "", string? setter = null)
    {
        if (IsFree(name))
            return Public(name, modifier + type, parameters ?? "", setter);
        bool isImplemented = !_target.IsBare;
        return isImplemented && Explicit(Optimizable, name, type, parameters) is { } member ? member with { Setter = setter } : null;
    }

    private MemberDeclaration? Hook(string key, string name, string type, string parameters, bool isVirtual = true)
    {
        if (!IsFree(key))
            return null;
        string access = _target.TypeHierarchy.HookAccess, modifier = isVirtual ? Extended(_isDerived) : "";
        return new(key, $"{access} {modifier}{type} {name}{parameters}") { IsVisible = access != "private" };
    }

    private MemberDeclaration? Explicit(
        string declaring, string name, string type, string? parameters = null, string? typeParameter = null)
    {
        int count = parameters is null or "()" ? 0 : parameters.Split(',').Length;
        if (_target.OwnMemberNames.Contains(GeneratedMemberNames.Implementation(name, count)))
            return null;
        string typeParameters = typeParameter is null ? "" : $"<{typeParameter}>";
        return new($"{declaring}.{name}", $"{type} {declaring}.{name}{typeParameters}{parameters}") { IsDocumented = false };
    }

    private static string Own(bool isInherited) => isInherited ? "new " : "";

    private string Extended(bool isInherited) => isInherited ? "override " : _target.TypeHierarchy.IsOpen ? "virtual " : "";

    private bool IsFree(string name) => !_target.OwnMemberNames.Contains(name) && !_target.OwnModes.Contains(name);
}
