using System;

namespace FusedOpt.Schedules;

/// <summary>A straight line from one learning rate to another, where it stays.</summary>
/// <remarks>
/// <code>start + (end - start) * min(step, steps) / steps</code>
/// <para>Down to 0 it is the usual schedule of fine-tuning; upwards it is a warm-up, or the search for the highest rate that still
/// learns.</para>
/// <para>PyTorch's LinearLR has factors of its base rate for the two ends.</para>
/// </remarks>
public sealed record Linear : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="start">The rate of step 0; finite and at least 0.</param>
    /// <param name="end">The rate from step <paramref name="steps"/> on; finite and at least 0.</param>
    /// <param name="steps">The number of steps from one to the other; from 1 to 2^53.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Linear(double start, double end, long steps)
    {
        Start = Require.Rate(start);
        End = Require.Rate(end);
        Steps = Require.Steps(steps);
    }

    /// <summary>The rate of step 0.</summary>
    public double Start { get; }

    /// <summary>The rate from step <see cref="Steps"/> on.</summary>
    public double End { get; }

    /// <summary>The number of steps from the first rate to the last.</summary>
    public long Steps { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Interpolate.Along(Start, End, step, Steps);
    }
}
