using System;

namespace FusedOpt.Schedules;

/// <summary>Up in a straight line to the peak, then down with the inverse square root of the number of the update.</summary>
/// <remarks>
/// <code>peak * min(t / warmupSteps, sqrt(warmupSteps / t)), t = step + 1</code>
/// <para>
/// The schedule of the first Transformers, also called Noam's. It needs no length of training and never ends. Update number t counts
/// from 1, so the first one moves already, and number warmupSteps has the peak.
/// </para>
/// <para><c>InverseSqrt.Noam(modelSize, warmupSteps, factor)</c> has the paper's own terms: its peak is
/// <c>factor / sqrt(modelSize * warmupSteps)</c>.</para>
/// <para>A. Vaswani et al.: Attention is all you need, NeurIPS 2017, equation 3.</para>
/// </remarks>
public sealed record InverseSqrt : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="peak">The highest rate; finite and at least 0.</param>
    /// <param name="warmupSteps">The number of the update that has it; from 1 to 2^53.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public InverseSqrt(double peak, long warmupSteps)
    {
        Peak = Require.Rate(peak);
        WarmupSteps = Require.Steps(warmupSteps);
    }

    /// <summary>The highest rate.</summary>
    public double Peak { get; }

    /// <summary>The number of the update that has the highest rate.</summary>
    public long WarmupSteps { get; }

    /// <summary>The schedule in the terms of the paper: the peak is <c>factor / sqrt(modelSize * warmupSteps)</c>.</summary>
    /// <param name="modelSize">The width of the model, d_model; at least 1.</param>
    /// <param name="warmupSteps">The number of the update with the highest rate; from 1 to 2^53.</param>
    /// <param name="factor">The factor on the rates; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static InverseSqrt Noam(int modelSize, long warmupSteps, double factor = 1) =>
        new(Require.Rate(factor) / Math.Sqrt((double)Require.Count(modelSize, least: 1) * Require.Steps(warmupSteps)), warmupSteps);

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double t = step + 1.0;
        return t < WarmupSteps ? Peak * (t / WarmupSteps) : Peak * Math.Sqrt(WarmupSteps / t);
    }
}
