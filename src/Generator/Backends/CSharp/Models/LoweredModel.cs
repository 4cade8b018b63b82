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

/// <summary>All that is known of an optimized type before its members are written.</summary>
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
            .. all.Select((p, number) => p.Field.IsPacked ? new OwnedParameter(p.Field, p.Specialisation, rule, Names, Layout!, Arena!, target.State, number)
                : p.Field.IsOwned ? new OwnedTable(p.Field, p.Specialisation, rule, Names, number)
                : (ModelParameter)new FieldParameter(p.Field, p.Specialisation, rule, Names, target.State, number)),
        ];
        (Fields, Owned, Tables) = ([.. Parameters.OfType<FieldParameter>()], [.. Parameters.OfType<OwnedParameter>()], [.. Parameters.OfType<OwnedTable>()]);
        (Sparse, Pruned) = ([.. Parameters.Where(p => p.Field.IsSparse)], [.. Parameters.Where(p => p.Field.IsPruned)]);
        foreach (ModelParameter p in Pruned)
            _masks.Add(p, _masks.Count);
        foreach (StateField state in Owned.SelectMany(p => p.States).Where(s => s.Name.Length == 0 && !_initials.ContainsKey(s.Slot)))
            _initials.Add(state.Slot, state.Initial);
        if (Layout is not null && Owned.SelectMany(p => p.States).Where(s => s.Name.Length == 0).GroupBy(s => s.Slot).Any(g => g.Select(s => s.Initial).Distinct().Count() > 1))
            Filled = Names.Unique("_isFilled");
        StateRate = Parameters.Any(p => p.States.Any(s => s.BeginsAtRate)) ? Names.Unique("_stateRate") : null;
        Summed = target.SumsGradients && !IsDerived ? Names.Unique("_summed") : null;
        LearningRate = target.Schedule is not null ? double.NaN : BitConverter.Int64BitsToDouble(compiled.Verdict.Binding!.Class.Values[rule.Update.Hyperparameters.ToList().FindIndex(h => h.IsLearningRate)]);
        Begin = IsStruct ? Names.Unique("Begin") : null;
        Pruner = target.Prune is null ? null : Names.Unique("_pruner");
        (GradientsType, GradientMembers) = (Members.GradientMembers.Head(target), Members.GradientMembers.Describe(target, Names));
        TypeMembers = Members.TypeMembers.Describe(target, Names, Layout is { } layout ? layout.States.Select(s => s.Name) : []);
    }

    public TargetModel Target { get; }

    /// <summary>The rule and the stages around it, each by itself.</summary>
    public ComposedRule Composed { get; }

    /// <summary>All of them as one rule.</summary>
    public Rule Rule { get; }

    public ModelNames Names { get; }

    /// <summary>The members that others can see.</summary>
    public MemberTable TypeMembers { get; }

    /// <summary>Those of the gradients.</summary>
    public MemberTable GradientMembers { get; }

    /// <summary>The declaration of the type of the gradients.</summary>
    public string GradientsType { get; }

    public IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>Those in fields of the user's.</summary>
    public IReadOnlyList<FieldParameter> Fields { get; }

    /// <summary>Those in the arena.</summary>
    public IReadOnlyList<OwnedParameter> Owned { get; }

    /// <summary>Those with arenas of their own.</summary>
    public IReadOnlyList<OwnedTable> Tables { get; }

    /// <summary>Those whose gradients are kept row by row.</summary>
    public IReadOnlyList<ModelParameter> Sparse { get; }

    /// <summary>The field that holds the arena; null where nothing is owned.</summary>
    public string? Arena { get; }

    public ArenaLayout? Layout { get; }

    /// <summary>The fields that hold arenas.</summary>
    public IEnumerable<string> Arenas => new[] { Arena }.OfType<string>().Concat(Tables.Select(t => t.Arena));

    /// <summary>The field that tells whether states which begin differently from others have their first values; null where none do.</summary>
    public string? Filled { get; }

    /// <summary>The field that holds the learning rate at which state stands that begins at it; null where none does.</summary>
    public string? StateRate { get; }

    /// <summary>The field that holds the gradients which a step takes the sum of; null where another class has the step, or it takes no sums.</summary>
    public string? Summed { get; }

    /// <summary>The learning rate of the step at hand, as code reads it during the step.</summary>
    public string StepRate => Target.Schedule is not null || Target.TypeHierarchy.BaseIsScheduled ? Names.StepLearningRate : GeneratedMemberNames.LearningRate;

    /// <summary>The learning rate before any is set; NaN where a schedule has it.</summary>
    public double LearningRate { get; }

    /// <summary>Whether parameters can be moved to where the model is evaluated.</summary>
    public bool HasModes => TypeMembers.Has(GeneratedMemberNames.Evaluate);

    /// <summary>The method that gives a structure its first values, since one may come to be without a constructor; null for a class.</summary>
    public string? Begin { get; }

    /// <summary>The field that holds what prunes the parameters; null where none are.</summary>
    public string? Pruner { get; }

    /// <summary>The parameters that are pruned.</summary>
    public IReadOnlyList<ModelParameter> Pruned { get; }

    /// <summary>The number of a pruned parameter among these.</summary>
    public int MaskOf(ModelParameter pruned) => _masks[pruned];

    /// <summary>The first value of a state in the arena, that of the first parameter with the state; null for 0.</summary>
    public string? InitialOf(StateSlot slot) => _initials[slot];

    /// <summary>What guards the gradients; null where they are not.</summary>
    public GuardModel? Guard => Target.Guard;

    /// <summary>True if the class itself, or a submodel of it, may have memory that a manager of the user's hands out.</summary>
    public bool MeetsManagers => Target.Submodels.Count > 0 || Fields.Any(p => p.Field.StorageInfo.Kind == StorageKind.Memory);

    public bool IsStruct => Target.TypeHierarchy.IsStruct;

    /// <summary>Whether another class has the step, and this one a part of it.</summary>
    public bool IsDerived => Target.TypeHierarchy.Base is not null;

    /// <summary>The class of a kernel, as an expression.</summary>
    public string KernelClass(Kernel kernel) => $"global::{KernelIdentity.Namespace(Target.Project)}.{kernel.ClassName}";

    /// <summary>What messages call a member: <c>Model.Weights</c>.</summary>
    public string PathOf(string member) => $"{Target.Type.Name}.{member}";

    /// <summary>The models in a field, as an expression, given what stands before the field's name.</summary>
    public string SubmodelsOf(SubmodelField submodel, string owner = "")
    {
        string value = owner + Names.Own(submodel.Name);
        (string method, string argument) = submodel switch { { Kind: not SubmodelKind.One } => ("Wrap", value), { IsStruct: true } => ("WrapStructure", "ref " + value), _ => ("Wrap", "in " + value) };
        return $"fusedOpt::Submodels.{method}(\"{Target.Type.Name}\", \"{submodel.Name}\", {argument})";
    }
}
