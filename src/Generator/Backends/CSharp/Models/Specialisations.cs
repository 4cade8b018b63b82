using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>The kernels of a class: one set for each combination of hyperparameters, shape and element type among its parameters.</summary>
internal sealed class Specialisations
{
    private readonly Rule _rule;
    private readonly TargetBinding _binding;
    private readonly Dictionary<(EquatableArray<long> Values, bool IsMatrix), Program> _formulas = [];
    private readonly Dictionary<(EquatableArray<long> Values, bool IsMatrix, ElementType Element), KernelSet> _kernels = [];
    private readonly bool _asksForMatrices;
    private readonly bool _fastMath;

    public Specialisations(Rule rule, TargetBinding binding, bool fastMath, bool scalesGradients)
    {
        rule = scalesGradients ? rule with { Update = Pipeline.Scaled(rule.Update) } : rule;
        (_rule, _binding, _fastMath) = (rule, binding, fastMath);

        // Only a rule that asks for matrices makes another kernel for them.
        _asksForMatrices = rule.Update.Instructions.Any(i => i.Op == Op.IsMatrix);
    }

    /// <summary>Every kernel, in the order in which parameters first need them.</summary>
    public IEnumerable<Kernel> Kernels => _kernels.Values.SelectMany(k => k.All);

    /// <summary>What a parameter is stepped with.</summary>
    public Specialisation Of(ParameterField field, ParameterBinding binding)
    {
        bool isMatrix = _asksForMatrices && field.IsMatrix;
        if (!_formulas.TryGetValue((binding.Values, isMatrix), out Program formula))
        {
            formula = Pipeline.Formula(_rule.Update, binding.Values, isMatrix);
            _formulas.Add((binding.Values, isMatrix), formula);
        }

        ElementType element = field.Holding.Element;
        if (!_kernels.TryGetValue((binding.Values, isMatrix, element), out KernelSet kernels))
        {
            string suffix = (isMatrix ? "Matrix" : "") + Difference(binding);
            Program Compile(Program program) => Pipeline.Kernel(program, binding.Values, element);
            Kernel? Move(Program? move) => move is null ? null : new(Compile(Pipeline.Formula(move, binding.Values, isMatrix)), suffix);
            Program update = Compile(formula);
            kernels = new(new(_fastMath ? Pipeline.Fast(update) : update, suffix), Move(_rule.Evaluate), Move(_rule.Train));
            _kernels.Add((binding.Values, isMatrix, element), kernels);
        }

        return new(formula, kernels, binding.Values, isMatrix, binding.LearningRateScale);
    }

    // What differs from the class: WeightDecay0_1.
    private string Difference(ParameterBinding binding) => string.Concat(_rule.Update.Hyperparameters
        .Select((h, i) => (h, Value: binding.Values[i], Common: _binding.Class.Values[i]))
        .Where(h => h.Value != h.Common)
        .Select(h => Identifiers.Pascal(h.h.Name) + Word(h.h.Type, h.Value)));

    private static string Word(ScalarType type, long value) => type switch
    {
        ScalarType.Bool => value != 0 ? "True" : "False",
        ScalarType.Long => value.ToString(CultureInfo.InvariantCulture).Replace("-", "Minus"),
        _ => Literals.Decimal(BitConverter.Int64BitsToDouble(value)).Replace("-", "Minus").Replace("+", "").Replace('.', '_'),
    };
}

/// <summary>What a parameter is stepped with.</summary>
/// <param name="Formula">The rule in its own words.</param>
/// <param name="Kernels">The rule compiled.</param>
/// <param name="Hyperparameters">The bits of the hyperparameters.</param>
/// <param name="IsMatrix">Whether the rule sees a matrix where it asks.</param>
/// <param name="LearningRateScale">Factor on the learning rate.</param>
internal sealed record Specialisation(Program Formula, KernelSet Kernels, EquatableArray<long> Hyperparameters, bool IsMatrix, double LearningRateScale);
