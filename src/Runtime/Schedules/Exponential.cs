using System;

namespace FusedOpt.Schedules;

/// <summary>A geometric decay: over so many steps, the learning rate is multiplied by gamma, the same share at each.</summary>
/// <remarks>
/// <code>learningRate * gamma^(step / steps)</code>
/// <para>
/// Where a rate has to cross orders of magnitude evenly. With gamma above 1 it rises, in the search for the highest rate that still
/// learns; it rises up to the largest double, so <see cref="Schedule.Clamp"/> it.
/// </para>
/// <para>PyTorch's ExponentialLR has steps = 1; optax's exponential_decay calls them transition_steps.</para>
/// </remarks>
public sealed record Exponential : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The rate of step 0; finite and at least 0.</param>
    /// <param name="gamma">The factor on the rate over <paramref name="steps"/> steps; finite and above 0.</param>
    /// <param name="steps">The number of steps that it takes; from 1 to 2^53.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Exponential(double learningRate, double gamma, long steps = 1)
    {
        LearningRate = Require.Rate(learningRate);
        Gamma = Require.Positive(gamma);
        Steps = Require.Steps(steps);
    }

    /// <summary>The rate of step 0.</summary>
    public double LearningRate { get; }

    /// <summary>The factor on the rate over <see cref="Steps"/> steps.</summary>
    public double Gamma { get; }

    /// <summary>The number of steps over which the rate is multiplied by gamma.</summary>
    public long Steps { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Growth.Power(LearningRate, Gamma, (double)step / Steps);
    }
}
