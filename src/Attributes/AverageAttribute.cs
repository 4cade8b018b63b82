using System;

namespace FusedOpt;

/// <summary>
/// Keeps an average of the weights of a class, in the same pass as its step. <c>model.Evaluate()</c> exchanges the weights for it,
/// <c>model.Train()</c> exchanges them back, bit for bit.
/// </summary>
/// <remarks>
/// The named arguments are the hyperparameters of the average, as those of <see cref="OptimizeAttribute"/> are the rule's. One that has no
/// property here is set by <see cref="HyperparameterAttribute"/> with <see cref="HyperparameterAttribute.Of"/>. Submodels keep their own
/// averages.
/// </remarks>
/// <param name="average">
/// A static partial class marked with <see cref="WeightAverageAttribute"/>, in this project or a referenced one; <c>FusedOpt.Averages</c>
/// holds those of FusedOpt.
/// </param>
/// <example><code>[Optimize(AdamW), Average(typeof(Ema), Decay = 0.9999)]</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class AverageAttribute(Type average) : Attribute
{
    /// <summary>The class of the average.</summary>
    public Type Average { get; } = average;

    /// <summary>The share of the average that is kept at each step. In [0, 1].</summary>
    public double Decay { get; set; }

    /// <summary>True to begin with a smaller decay, so that the first weights are soon forgotten.</summary>
    public bool Warmup { get; set; }

    /// <summary>The first step whose weights count. At least 1.</summary>
    public long Start { get; set; }

    /// <summary>The number of steps from one weight that counts to the next. At least 1.</summary>
    public long Every { get; set; }

    /// <summary>The number of steps of the rule for each step of the slow weights. At least 1.</summary>
    public long K { get; set; }

    /// <summary>The share of the way that the slow weights go towards the fast ones. In [0, 1].</summary>
    public double Alpha { get; set; }
}
