using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>The kernels of a class: one set for each combination of hyperparameters, shape and element type among its parameters.</summary>
internal sealed class Specialisations
{
    private readonly TargetModel _target;
    private readonly Rule _rule;
    private readonly TargetBinding _binding;
    private readonly Dictionary<(EquatableArray<long> Values, bool IsMatrix), Program> _formulas = [];
    private readonly Dictionary<(EquatableArray<long> Values, bool IsMatrix, ElementType Element), KernelSet<KernelIr>> _kernels = [];
    private readonly bool _asksForMatrices;

    public Specialisations(TargetModel target, Rule rule, TargetBinding binding)
    {
        (_target, _binding) = (target, binding);
        _rule = target.Guard is not null ? rule with { Update = Pipeline.Scaled(rule.Update) } : rule;

        // Matrices have kernels of their own only if the rule asks for matrices.
        _asksForMatrices = rule.Update.Instructions.Any(i => i.Op == Op.IsMatrix);
    }

    /// <summary>Every kernel, in the order in which parameters first need them.</summary>
    public IEnumerable<KernelIr> Kernels => _kernels.Values.SelectMany(k => k.All);

    /// <summary>Returns the specialisation of a parameter. Parameters that are stepped alike share their kernels.</summary>
    public Specialisation Find(ParameterField field, ParameterBinding binding)
    {
        bool isMatrix = _asksForMatrices && field.IsMatrix;
        if (!_formulas.TryGetValue((binding.Values, isMatrix), out Program formula))
        {
            formula = Pipeline.Formula(_rule.Update, binding.Values, isMatrix);
            _formulas.Add((binding.Values, isMatrix), formula);
        }

        ElementType element = field.StorageInfo.Element;
        if (!_kernels.TryGetValue((binding.Values, isMatrix, element), out KernelSet<KernelIr> kernels))
        {
            Program update = Pipeline.Kernel(formula, binding.Values, element);
            Program Lowered(Program move) => Pipeline.Kernel(Pipeline.Formula(move, binding.Values, isMatrix), binding.Values, element);
            KernelIr? Move(Program? move, string trait) => move is null ? null : KernelOf(Lowered(move), [trait], isPruned: false);
            kernels = new(
                KernelOf(_target.FastMath ? Pipeline.Fast(update) : update, [], isPruned: _target.Prune is not null),
                Move(_rule.Evaluate, "Evaluate"),
                Move(_rule.Train, "Train"));
            _kernels.Add((binding.Values, isMatrix, element), kernels);
        }

        return new(formula, kernels, binding.Values, isMatrix, binding.LearningRateScale, Difference(binding));

        KernelIr KernelOf(Program program, string[] traits, bool isPruned)
        {
            bool isMasked = isPruned && program.IsMeasured;
            string[] all =
            [
                .. traits,
                .. isMatrix ? ["Matrix"] : Array.Empty<string>(),
                .. _target.FastMath ? ["FastMath"] : Array.Empty<string>(),
                .. _target.Guard is null ? Array.Empty<string>() : ["Guarded"],
                .. isMasked ? ["Pruned"] : Array.Empty<string>(),
            ];
            IEnumerable<Setting> settings = _rule.Update.Hyperparameters
                .Select((h, i) => new Setting(h, binding.Values[i]))
                .Where(s => !s.Hyperparameter.IsLearningRate && s.Value != s.Hyperparameter.Default);
            var key = new KernelKey(
                _target.Rule!.Name, element, all.ToEquatableArray(), _target.Stages.Select(s => s.Stage), settings.ToEquatableArray());
            return KernelLowering.Run(key, program, isMasked);
        }
    }

    // The hyperparameters whose values differ from those of the class.
    private EquatableArray<Setting> Difference(ParameterBinding binding) => _rule.Update.Hyperparameters
        .Select((h, i) => new Setting(h, binding.Values[i]))
        .Where((s, i) => s.Value != _binding.Class.Values[i])
        .ToEquatableArray();
}

/// <summary>The way in which a parameter is stepped.</summary>
/// <param name="Formula">The rule in its own words, with the branches that hyperparameters decide already taken.</param>
/// <param name="Kernels">The rule compiled.</param>
/// <param name="Hyperparameters">The bits of the hyperparameters.</param>
/// <param name="IsMatrix">True if the rule asks for matrices and the parameter is one.</param>
/// <param name="LearningRateScale">The factor on the learning rate.</param>
/// <param name="Difference">The hyperparameters whose values differ from those of the class.</param>
internal sealed record Specialisation(
    Program Formula,
    KernelSet<KernelIr> Kernels,
    EquatableArray<long> Hyperparameters,
    bool IsMatrix,
    double LearningRateScale,
    EquatableArray<Setting> Difference)
{
    /// <summary>Returns the states of a rule that a step of the parameter, or a move of the parameter, has a use for.</summary>
    public IEnumerable<StateSlot> Slots(Rule rule) =>
        rule.Update.States.Where(slot => Kernels.All.Any(k => k.Program.States.Any(s => s.Name == slot.Name)));
}
