using System;

namespace FusedOpt.Schedules;

/// <summary>Half a cosine, from the learning rate down to its minimum, where it stays.</summary>
/// <remarks>
/// <code>min + (learningRate - min) * (1 + cos(pi * min(step, steps) / steps)) / 2</code>
/// <para>The default of much of today's training, mostly with <see cref="Schedule.Warmup"/>: long strides first, fine ones in the
/// end.</para>
/// <para>
/// After its end it stays at the minimum, as optax's cosine_decay_schedule does. PyTorch's CosineAnnealingLR climbs back to the full
/// rate there; for that, write <see cref="Cyclic"/> or <see cref="CosineRestarts"/>.
/// </para>
/// <para>I. Loshchilov and F. Hutter: SGDR, ICLR 2017, equation 5, within one period.</para>
/// </remarks>
public sealed record Cosine : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The rate of step 0; finite and at least 0.</param>
    /// <param name="steps">The number of steps from there to the minimum; from 1 to 2^53.</param>
    /// <param name="min">The rate from step <paramref name="steps"/> on; from 0 to the learning rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Cosine(double learningRate, long steps, double min = 0)
    {
        LearningRate = Require.Rate(learningRate);
        Steps = Require.Steps(steps);
        Min = Require.AtMost(Require.Rate(min), learningRate, nameof(min));
    }

    /// <summary>The rate of step 0.</summary>
    public double LearningRate { get; }

    /// <summary>The number of steps from there to the minimum.</summary>
    public long Steps { get; }

    /// <summary>The rate from step <see cref="Steps"/> on.</summary>
    public double Min { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Interpolate.Along(LearningRate, Min, step, Steps, Annealing.Cosine);
    }
}
