using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Model;

/// <summary>An optimized class: everything that its generated part depends on, as values.</summary>
/// <param name="Project">The name of the assembly that the class belongs to.</param>
/// <param name="Type">The declaration of the class.</param>
/// <param name="TypeHierarchy">The kind of type, and its base classes.</param>
/// <param name="Parameters">The parameters, in the order of their declaration.</param>
/// <param name="Submodels">The fields that hold other models.</param>
/// <param name="Rule">The rule; null if there is none.</param>
/// <param name="Arguments">The hyperparameters that the class sets.</param>
/// <param name="Stages">The stages around the rule, in the order in which the class asks for stages.</param>
/// <param name="FastMath">True if a step may differ from the rule in the last bits.</param>
/// <param name="State">The storage of the states.</param>
/// <param name="NoiseSeed">The seed of the random numbers that the rule and the stages draw.</param>
/// <param name="Guard">The guard of the gradients; null if none.</param>
/// <param name="SumsGradients">True if the class has steps over the sum of several gradients.</param>
/// <param name="Prune">The pruning of the parameters; null if none.</param>
/// <param name="Schedule">The member that is the schedule of the learning rate; null if none.</param>
/// <param name="TakenNames">The names that private generated members and type parameters must not have.</param>
/// <param name="OwnMemberNames">The public generated members that the class has already.</param>
/// <param name="OwnModes">The members that the class has already, and would gain from a rule that moves parameters.</param>
/// <param name="HasJson">True if the project can mark members for System.Text.Json.</param>
/// <param name="OtherModes">
/// The members that the class has under the names of such gained members, although no rule moves parameters. These members are no part of
/// the interface.
/// </param>
/// <param name="Warnings">The ids of the warnings that the compiler has for code which names the user's members.</param>
/// <param name="Obsolete">The user's members that only obsolete code may use.</param>
/// <param name="Refusal">The id of the error for which the class is refused; null if none.</param>
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
    /// <summary>The exception that has ended the reading or the compiling of the class, in words; null if there was none.</summary>
    public string? Failure { get; init; }

    /// <summary>The inherited declarations of parameters that do not fit, for which the class is refused.</summary>
    public EquatableArray<UnfitProperty> Unfit { get; init; } = EquatableArray<UnfitProperty>.Empty;

    /// <summary>True if the rule or a stage is unknown, and so may move parameters to where they are evaluated.</summary>
    public bool MayMove { get; init; }

    /// <summary>True if the class's own rule or stages move parameters to where they are evaluated, or if a submodel may do so.</summary>
    public bool HasModes => Submodels.Count > 0 || Rule is { Moves: true } || Stages.Any(s => s.Moves);

    /// <summary>True unless a member of the class has the name that the type of its gradients would have.</summary>
    public bool GainsGradients => !OwnMemberNames.Contains(GeneratedMemberNames.GradientsType);

    /// <summary>
    /// True unless a member of the class has the name of a generated member, which the class then lacks. Dispose is no such name.
    /// </summary>
    public bool HasEveryMember => OwnMemberNames.All(n => n == GeneratedMemberNames.Dispose) && OwnModes.Count == 0;

    /// <summary>True if the project is the reason why the class is refused. Generated code cannot name FusedOpt's types there.</summary>
    public bool IsBare { get; init; }
}

/// <summary>A hyperparameter that a class sets.</summary>
/// <param name="Name">The name in the rule or stage, in camelCase.</param>
/// <param name="Type">The type of the value: Double, Long or Bool.</param>
/// <param name="Bits">The bits of the value.</param>
/// <param name="Stage">The stage that has the hyperparameter; null if the rule has it.</param>
internal sealed record HyperparameterArgument(string Name, ScalarType Type, long Bits, string? Stage = null);

/// <summary>The rule that a class names.</summary>
/// <param name="Name">The full name of the rule.</param>
/// <param name="Text">The rule as text, as an assembly's metadata holds it.</param>
/// <param name="Moves">True if the rule moves parameters to where they are evaluated.</param>
internal sealed record RuleUse(string Name, string Text, bool Moves);

/// <summary>A stage that a class asks for.</summary>
/// <param name="Stage">The full name of the stage.</param>
/// <param name="Text">The stage as text, as an assembly's metadata holds it.</param>
/// <param name="Moves">True if the stage moves parameters to where they are evaluated.</param>
/// <param name="Arguments">The hyperparameters that the attribute of the stage sets.</param>
internal sealed record StageUse(string Stage, string Text, bool Moves, EquatableArray<HyperparameterArgument> Arguments);

/// <summary>The declaration of a type: everything that is needed to add a part to the type.</summary>
/// <param name="HintName">The name of the generated file, without its ending.</param>
/// <param name="Namespace">The namespace; empty for the global namespace.</param>
/// <param name="Headers">The declarations around the type, and the type's own: <c>partial class Model&lt;T&gt;</c>.</param>
/// <param name="Name">The name without type parameters.</param>
/// <param name="Self">The name with type parameters, as members of the type write it.</param>
internal sealed record DeclaredType(string HintName, string Namespace, EquatableArray<string> Headers, string Name, string Self);
