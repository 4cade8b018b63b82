using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Model;

/// <summary>An optimized class: everything its generated part depends on, as values.</summary>
/// <param name="Project">The name of the assembly that it belongs to.</param>
/// <param name="Type">Where its declaration stands.</param>
/// <param name="TypeHierarchy">What kind of type it is.</param>
/// <param name="Parameters">Its parameters, in the order of their declaration.</param>
/// <param name="Submodels">The fields that hold other models.</param>
/// <param name="Rule">The rule; null if there is none.</param>
/// <param name="Arguments">The hyperparameters that the class sets.</param>
/// <param name="Stages">What goes around the rule, in the order in which the class asks for it.</param>
/// <param name="FastMath">Whether a step may differ from the rule in the last bits.</param>
/// <param name="State">How its state is kept.</param>
/// <param name="NoiseSeed">The seed of the random numbers that its rule and its stages draw.</param>
/// <param name="Guard">What guards its gradients, or null.</param>
/// <param name="SumsGradients">Whether it has steps over the sum of several gradients.</param>
/// <param name="Prune">How its parameters are pruned, or null.</param>
/// <param name="Schedule">The member that is the schedule of its learning rate, or null.</param>
/// <param name="TakenNames">Names that private generated members and type parameters must not have.</param>
/// <param name="OwnSurface">Public generated members that the class has already.</param>
/// <param name="OwnModes">Members that it has already and would gain from a rule that moves parameters.</param>
/// <param name="HasJson">Whether the project can mark members for System.Text.Json.</param>
/// <param name="OtherModes">Members of its own of the same names where no rule moves parameters: they are no part of the interface.</param>
/// <param name="Warnings">The ids of warnings that the compiler has for code which names the user's members.</param>
/// <param name="Obsolete">The user's members that only obsolete code may use.</param>
/// <param name="Refusal">The id of the error for which the class is refused, or null.</param>
internal sealed record TargetModel(
    string Project,
    DeclaredType Type,
    TypeHierarchy TypeHierarchy,
    EquatableArray<ParameterField> Parameters,
    EquatableArray<SubmodelField> Submodels,
    RuleUse? Rule,
    EquatableArray<HyperparameterArgument> Arguments,
    EquatableArray<StageUse> Stages,
    bool FastMath,
    StateStorage State,
    long NoiseSeed,
    GuardModel? Guard,
    bool SumsGradients,
    PruneModel? Prune,
    string? Schedule,
    EquatableArray<string> TakenNames,
    EquatableArray<string> OwnMemberNames,
    EquatableArray<string> OwnModes,
    bool HasJson,
    EquatableArray<string> OtherModes,
    EquatableArray<string> Warnings,
    EquatableArray<ObsoleteMember> Obsolete,
    string? Refusal)
{
    /// <summary>The exception that has ended the reading or the compiling of the class, in words; null where there was none.</summary>
    public string? Failure { get; init; }

    /// <summary>True if the rule or a stage is unknown, and so may move parameters to where they are evaluated.</summary>
    public bool MayMove { get; init; }

    /// <summary>Whether its own rule or stages move parameters to where they are evaluated, or a submodel may do so.</summary>
    public bool HasModes => Submodels.Count > 0 || Rule is { Moves: true } || Stages.Any(s => s.Moves);

    /// <summary>True unless a member of its own has the name of the type of its gradients.</summary>
    public bool GainsGradients => !OwnMemberNames.Contains(GeneratedMemberNames.GradientsType);

    /// <summary>True unless it has a member with the name of a generated one, which it then lacks. Dispose is no such name.</summary>
    public bool HasEveryMember => OwnMemberNames.All(n => n == GeneratedMemberNames.Dispose) && OwnModes.Count == 0;

    /// <summary>True if it is the project that refuses it, in which generated code cannot name what is FusedOpt's.</summary>
    public bool IsBare { get; init; }
}

/// <summary>A hyperparameter that a class sets.</summary>
/// <param name="Name">Its name in the rule, in camelCase.</param>
/// <param name="Type">The type of the value: Double, Long or Bool.</param>
/// <param name="Bits">The value.</param>
/// <param name="Stage">The stage that has it, where it is not the rule's.</param>
internal sealed record HyperparameterArgument(string Name, ScalarType Type, long Bits, string? Stage = null);

/// <summary>The rule that a class names.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Text">The rule as text, as an assembly's metadata holds it.</param>
/// <param name="Moves">True if it moves parameters to where they are evaluated.</param>
internal sealed record RuleUse(string Name, string Text, bool Moves);

/// <summary>A stage that a class asks for.</summary>
/// <param name="Stage">Its class.</param>
/// <param name="Text">The stage as text, as an assembly's metadata holds it.</param>
/// <param name="Moves">True if it moves parameters to where they are evaluated.</param>
/// <param name="Arguments">The hyperparameters that are set where it is asked for.</param>
internal sealed record StageUse(string Stage, string Text, bool Moves, EquatableArray<HyperparameterArgument> Arguments);

/// <summary>Where the declaration of a type stands: what it takes to add a part to it.</summary>
/// <param name="HintName">The name of the generated file, without its ending.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Headers">The declarations around it and its own: <c>partial class Model&lt;T&gt;</c>.</param>
/// <param name="Name">Its name without type parameters.</param>
/// <param name="Self">Its name with them, as its members write it.</param>
internal sealed record DeclaredType(string HintName, string Namespace, EquatableArray<string> Headers, string Name, string Self);
