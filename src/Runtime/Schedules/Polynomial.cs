using System;

namespace FusedOpt.Schedules;

/// <summary>A power of the share of the way that is left, from one learning rate to another, where it stays.</summary>
/// <remarks>
/// <code>end + (start - end) * (1 - min(step, steps) / steps)^power</code>
/// <para>A power above 1 drops early and ends flat; segmentation has 0.9, nearly a line; with 1 it is <see cref="Linear"/>.</para>
/// <para>W. Liu et al.: ParseNet, 2015, whose policy "poly" it is.</para>
/// </remarks>
public sealed record Polynomial : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="start">The rate of step 0; finite and at least 0.</param>
    /// <param name="end">The rate from step <paramref name="steps"/> on; finite and at least 0.</param>
    /// <param name="steps">The number of steps from one to the other; from 1 to 2^53.</param>
    /// <param name="power">The power; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Polynomial(double start, double end, long steps, double power)
    {
        Start = Require.Rate(start);
        End = Require.Rate(end);
        Steps = Require.Steps(steps);
        Power = Require.Positive(power);
    }

    /// <summary>The rate of step 0.</summary>
    public double Start { get; }

    /// <summary>The rate from step <see cref="Steps"/> on.</summary>
    public double End { get; }

    /// <summary>The number of steps from the first rate to the last.</summary>
    public long Steps { get; }

    /// <summary>The power.</summary>
    public double Power { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return step >= Steps ? End : Interpolate.Between(End, Start, Math.Pow((double)(Steps - step) / Steps, Power));
    }
}
