using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>The names, parameters and members of an optimized type, as the emitters read them.</summary>
internal sealed class LoweredModel
{
    private readonly Dictionary<ModelParameter, int> _masks = [];
    private readonly Dictionary<StateSlot, string?> _initials = [];

    public LoweredModel(CompiledModel compiled)
    {
        TargetModel target = compiled.Target;
        Rule rule = compiled.Verdict.Rule!.Whole;
        (Target, Composed, Rule, Names) = (target, compiled.Verdict.Rule, rule, new ModelNames(target));
        (ParameterField Field, Specialisation Specialisation)[] all = [.. target.Parameters.Select((p, i) => (p, compiled.Parameters[i]))];
        Layout = compiled.Arena;
        Arena = Layout is null ? null : Names.Unique("_arena");
        Parameters =
        [
            .. all.Select((p, number) =>
                p.Field.IsPacked ? new OwnedParameter(p.Field, p.Specialisation, rule, Names, Layout!, Arena!, target.State, number)
                : p.Field.IsOwned ? new OwnedTable(p.Field, p.Specialisation, rule, Names, number)
                : (ModelParameter)new FieldParameter(p.Field, p.Specialisation, rule, Names, target.State, number)),
        ];
        Fields = [.. Parameters.OfType<FieldParameter>()];
        Owned = [.. Parameters.OfType<OwnedParameter>()];
        Tables = [.. Parameters.OfType<OwnedTable>()];
        (Sparse, Pruned) = ([.. Parameters.Where(p => p.Field.IsSparse)], [.. Parameters.Where(p => p.Field.IsPruned)]);
        foreach (ModelParameter p in Pruned)
            _masks.Add(p, _masks.Count);
        StateField[] packed = [.. Owned.SelectMany(p => p.States).Where(s => s.Name.Length == 0)];
        foreach (StateField state in packed.Where(s => !_initials.ContainsKey(s.Slot)))
            _initials.Add(state.Slot, state.Initial);
        if (Layout is not null && packed.GroupBy(s => s.Slot).Any(g => g.Select(s => s.Initial).Distinct().Count() > 1))
            Filled = Names.Unique("_isFilled");
        StateRate = Parameters.Any(p => p.States.Any(s => s.BeginsAtRate)) ? Names.Unique("_stateRate") : null;
        Summed = target.SumsGradients && !IsDerived ? Names.Unique("_summed") : null;
        ClassValues = compiled.Verdict.Binding!.Class.Values;
        LearningRate = target.Schedule is not null ? double.NaN : InitialRate(rule);
        Begin = IsStruct ? Names.Unique("Begin") : null;
        Pruner = target.Prune is null ? null : Names.Unique("_pruner");
        (GradientsType, GradientMembers) = (Members.GradientMembers.Head(target), Members.GradientMembers.Describe(target, Names));
        TypeMembers = Members.TypeMembers.Describe(target, Names, Layout is { } layout ? layout.States.Select(s => s.Name) : []);
        Evaluating = HasModes && !target.TypeHierarchy.BaseHasModes ? Names.Unique("_isEvaluating") : null;
    }

    public TargetModel Target { get; }

    /// <summary>The rule and the stages around it, each by itself.</summary>
    public ComposedRule Composed { get; }

    /// <summary>The rule and all stages as one rule.</summary>
    public Rule Rule { get; }

    public ModelNames Names { get; }

    /// <summary>The members of the type that others can see.</summary>
    public MemberTable TypeMembers { get; }

    /// <summary>The members of the gradients that others can see.</summary>
    public MemberTable GradientMembers { get; }

    /// <summary>The declaration of the type of the gradients.</summary>
    public string GradientsType { get; }

    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>The parameters in fields of the user's.</summary>
    public IReadOnlyList<FieldParameter> Fields { get; }

    /// <summary>The parameters in the arena.</summary>
    public IReadOnlyList<OwnedParameter> Owned { get; }

    /// <summary>The parameters with arenas of their own.</summary>
    public IReadOnlyList<OwnedTable> Tables { get; }

    /// <summary>The parameters whose gradients are kept row by row.</summary>
    public IReadOnlyList<ModelParameter> Sparse { get; }

    /// <summary>The field that holds the arena; null if no parameter lies in one.</summary>
    public string? Arena { get; }

    /// <summary>The places of parameters in the arena; null if there is no arena.</summary>
    public ArenaLayout? Layout { get; }

    /// <summary>The fields that hold arenas.</summary>
    public IEnumerable<string> Arenas => new[] { Arena }.OfType<string>().Concat(Tables.Select(t => t.Arena));

    /// <summary>
    /// The field that is true once states have their own first values, if parameters in the arena begin the same state at different
    /// values; null if no state begins so.
    /// </summary>
    public string? Filled { get; }

    /// <summary>The field that holds the learning rate at which state has begun; null if no state begins at the learning rate.</summary>
    public string? StateRate { get; }

    /// <summary>
    /// The field that holds the gradients which a step takes the sum of; null if steps take no sums, or if a base class has the step.
    /// </summary>
    public string? Summed { get; }

    /// <summary>The learning rate of the step at hand, as code reads the rate during the step.</summary>
    public string StepRate => Target.Schedule is not null || Target.TypeHierarchy.BaseIsScheduled
        ? Names.StepLearningRate
        : GeneratedMemberNames.LearningRate;

    /// <summary>The bits of the hyperparameters of the class, in the order of the rule.</summary>
    public EquatableArray<long> ClassValues { get; }

    /// <summary>The learning rate before a user sets one; NaN if a schedule computes the rate.</summary>
    public double LearningRate { get; }

    /// <summary>True if parameters can be moved to the point where the model is evaluated.</summary>
    public bool HasModes => TypeMembers.Has(GeneratedMemberNames.Evaluate);

    /// <summary>
    /// The field that is true while the parameters are at the point where the model is evaluated; null if they are never moved there, or if
    /// a base class has the field.
    /// </summary>
    public string? Evaluating { get; }

    /// <summary>
    /// The method that gives a structure its first values, since a structure may come to be without a constructor; null for a class.
    /// </summary>
    public string? Begin { get; }

    /// <summary>The field that holds the pruner; null if no parameter is pruned.</summary>
    public string? Pruner { get; }

    /// <summary>The parameters that are pruned.</summary>
    public IReadOnlyList<ModelParameter> Pruned { get; }

    /// <summary>Returns the number of a pruned parameter among all pruned parameters.</summary>
    public int MaskOf(ModelParameter pruned) => _masks[pruned];

    /// <summary>Returns the first value of a state in the arena, taken from the first parameter with the state; null for 0.</summary>
    public string? InitialOf(StateSlot slot) => _initials[slot];

    /// <summary>The guard of the gradients; null if there is none.</summary>
    public GuardModel? Guard => Target.Guard;

    /// <summary>True if the class or a submodel may have memory that a manager of the user's hands out.</summary>
    public bool MeetsManagers => Target.Submodels.Count > 0 || Fields.Any(p => p.Field.StorageInfo.Kind == StorageKind.Memory);

    public bool IsStruct => Target.TypeHierarchy.IsStruct;

    /// <summary>True if a base class has the step, and this class takes a part of it.</summary>
    public bool IsDerived => Target.TypeHierarchy.Base is not null;

    /// <summary>Returns the class of a kernel, as an expression.</summary>
    public string KernelClass(Kernel kernel) => $"global::{KernelIdentity.Namespace(Target.Project)}.{kernel.ClassName}";

    /// <summary>Returns the name of a member in messages: <c>Model.Weights</c>.</summary>
    public string PathOf(string member) => $"{Target.Type.Name}.{member}";

    /// <summary>Returns the models in a field, as an expression.</summary>
    /// <param name="submodel">The field.</param>
    /// <param name="owner">The text in front of the field's name: <c>model.</c>, or nothing.</param>
    public string SubmodelsOf(SubmodelField submodel, string owner = "")
    {
        string value = owner + Names.Own(submodel.Name);
        (string method, string argument) = submodel switch
        {
            { Kind: not SubmodelKind.One } => ("Wrap", value),
            { IsStruct: true } => ("WrapStructure", "ref " + value),
            _ => ("Wrap", "in " + value),
        };
        return $"fusedOpt::Submodels.{method}(\"{Target.Type.Name}\", \"{submodel.Name}\", {argument})";
    }

    private double InitialRate(Rule rule)
    {
        int index = rule.Update.Hyperparameters.ToList().FindIndex(h => h.IsLearningRate);
        return BitConverter.Int64BitsToDouble(ClassValues[index]);
    }
}
