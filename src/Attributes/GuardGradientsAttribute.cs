using System;

namespace FusedOpt;

/// <summary>
/// Guards the gradients of a class as a whole, with those of the models it holds: scales them down to a norm, skips a step in which one of
/// them is not finite, finds the scale of a loss in half precision, and makes one step of several micro-batches.
/// </summary>
/// <remarks>
/// <para>
/// What has to be known of all gradients is found out in one read of them before the step (4 bytes for each float). It comes to one factor,
/// with which the step multiplies each gradient as it is loaded:
/// <c>GradientScale = min(MaxNorm / (norm + 1e-6), 1) / (LossScale * MicroBatches)</c>, computed in double and rounded once. The norm is
/// that of any finite gradients, from the smallest subnormal double to beyond the largest double, where <c>GradientNorm</c> reads as
/// <see cref="double.MaxValue"/> and the factor is still right. The gradients themselves stay as they are. A model that is held by another
/// takes part in what guards that one, and its class says so with this attribute; a model that is guarded itself cannot be held by one that
/// is not.
/// </para>
/// <para>The clipping is PyTorch's <c>clip_grad_norm_</c>, the loss scale that of <c>torch.amp.GradScaler</c>.</para>
/// <para>R. Pascanu, T. Mikolov, Y. Bengio: On the difficulty of training recurrent neural networks, ICML 2013. P. Micikevicius et al.:
/// Mixed precision training, ICLR 2018.</para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(AdamW), GuardGradients(MaxNorm = 1, SkipNonFinite = true)]
/// public partial class Network
/// {
///     public Dense[] Layers = ...;
/// }
///
/// [Optimize(AdamW), GuardGradients]
/// public partial class Dense { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class GuardGradientsAttribute : Attribute
{
    /// <summary>The smallest scale of a loss, 2^-24: gradients in half precision can be as large as 2^40 there.</summary>
    public const double MinLossScale = 1.0 / (1 << 24);

    /// <summary>The largest scale of a loss, 2^95: for any number of micro-batches the factor on the gradients is a normal float.</summary>
    public const double MaxLossScale = (double)(1L << 62) * (1L << 33);

    /// <summary>
    /// The largest norm of all gradients together, above 0; the class gains <c>MaxGradientNorm</c>, to change it, and <c>GradientNorm</c>,
    /// the last one.
    /// </summary>
    public double MaxNorm { get; set; } = double.PositiveInfinity;

    /// <summary>The kind of the norm.</summary>
    public NormKind Norm { get; set; }

    /// <summary>
    /// True to skip each step that has a NaN or infinite gradient: nothing changes but <c>SkippedSteps</c>, which the class gains.
    /// </summary>
    public bool SkipNonFinite { get; set; }

    /// <summary>
    /// The first factor on the loss, from <see cref="MinLossScale"/> to <see cref="MaxLossScale"/>; 65,536 is usual. The class gains
    /// <c>LossScale</c>: multiply the loss, or its gradient, with it. It doubles after <see cref="GrowthInterval"/> steps in a row that
    /// were taken, and is halved where one is skipped because a gradient is not finite, before or after it has been divided by the scale.
    /// It stays within these bounds. The class gains <c>IsLossScaleExhausted</c>, too: true if a step was skipped at the smallest scale, so
    /// that no scale helps and training has to stop.
    /// </summary>
    public double LossScale { get; set; }

    /// <summary>After how many good steps the scale of the loss doubles, at least 1.</summary>
    public int GrowthInterval { get; set; } = 2000;

    /// <summary>
    /// The number of calls of <c>Step</c> that make one step, at least 1. All calls but the last only count; the last one takes the mean of
    /// the gradients that were added up. The class gains <c>MicroBatch</c>, the number of calls so far for the next step.
    /// </summary>
    public int MicroBatches { get; set; } = 1;
}
