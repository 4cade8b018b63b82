using System;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>Everything that the code of a kernel depends on. Kernels with equal keys are one kernel.</summary>
/// <param name="Rule">The full name of the rule.</param>
/// <param name="Element">The type of the elements.</param>
/// <param name="Traits">
/// The other differences between kernels of one rule, a word each: <c>Matrix</c>, <c>Evaluate</c>, <c>FastMath</c>, ...
/// </param>
/// <param name="Stages">The full names of the stages around the rule.</param>
/// <param name="Settings">The hyperparameters that do not have their default value.</param>
internal sealed record KernelKey(
    string Rule, ElementType Element, EquatableArray<string> Traits, EquatableArray<string> Stages, EquatableArray<Setting> Settings);

/// <summary>A hyperparameter with its value.</summary>
/// <param name="Hyperparameter">The hyperparameter.</param>
/// <param name="Value">The bits of the value.</param>
internal sealed record Setting(Hyperparameter Hyperparameter, long Value)
{
    /// <summary>The setting as text: <c>beta1 = 0.9</c>.</summary>
    public string Text => $"{Hyperparameter.Name} = {Hyperparameter.Type switch
    {
        ScalarType.Double => Literals.Decimal(BitConverter.Int64BitsToDouble(Value)),
        ScalarType.Bool => Value != 0 ? "true" : "false",
        _ => Literals.Decimal(Value),
    }}";
}
