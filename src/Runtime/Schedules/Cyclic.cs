using System;

namespace FusedOpt.Schedules;

/// <summary>Triangles: up from the lowest learning rate to the highest and down again, all equally long.</summary>
/// <remarks>
/// <code>
/// min + (max - min) * height * scale
/// height = position / stepsUp on the way up, (stepsUp + stepsDown - position) / stepsDown on the way down
/// scale = 1, 2^-cycle or gamma^step
/// </code>
/// <para>Saves the search for one rate: a range that contains it is enough. The ends of the range are where a slowly rising rate begins and
/// ceases to learn.</para>
/// <para>L. N. Smith: Cyclical learning rates for training neural networks, WACV 2017, section 3.</para>
/// </remarks>
public sealed record Cyclic : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="min">The rate at the foot of each triangle; from 0 to max.</param>
    /// <param name="max">The rate at the top of the first; finite and at least 0.</param>
    /// <param name="stepsUp">The number of steps from foot to top; from 1 to 2^53.</param>
    /// <param name="stepsDown">The number of steps from top to foot; from 1 to 2^53, or null for that of stepsUp.</param>
    /// <param name="mode">The height of the triangles over time.</param>
    /// <param name="gamma">
    /// The factor on the height at each step, in the mode ExponentialRange; above 0 and at most 1, and in the other modes 1.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Cyclic(
        double min, double max, long stepsUp = 2000, long? stepsDown = null, CyclicMode mode = CyclicMode.Triangular, double gamma = 1)
    {
        Max = Require.Rate(max);
        Min = Require.AtMost(Require.Rate(min), max, nameof(min));
        StepsUp = Require.Steps(stepsUp);
        StepsDown = Require.Steps(stepsDown ?? stepsUp, name: nameof(stepsDown));
        Mode = Require.Defined(mode);
        Gamma = gamma is > 0 and <= 1
            ? gamma
            : throw Require.Refused(nameof(gamma), $"gamma is {gamma}; it must be above 0 and at most 1.");
        if (gamma != 1 && mode != CyclicMode.ExponentialRange)
            throw Require.Refused(nameof(gamma), $"gamma is {gamma}; only the mode ExponentialRange has a use for one.");
    }

    /// <summary>The rate at the foot of each triangle.</summary>
    public double Min { get; }

    /// <summary>The rate at the top of the first.</summary>
    public double Max { get; }

    /// <summary>The number of steps from foot to top.</summary>
    public long StepsUp { get; }

    /// <summary>The number of steps from top to foot.</summary>
    public long StepsDown { get; }

    /// <summary>The height of the triangles over time.</summary>
    public CyclicMode Mode { get; }

    /// <summary>The factor on the height at each step.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        long period = StepsUp + StepsDown;
        (long cycle, long position) = Math.DivRem(step, period);
        double height = position < StepsUp ? (double)position / StepsUp : (double)(period - position) / StepsDown;
        double scale = Mode switch
        {
            CyclicMode.Triangular2 => Math.ScaleB(1, -(int)Math.Min(cycle, int.MaxValue)),
            CyclicMode.ExponentialRange => Math.Pow(Gamma, step),
            _ => 1,
        };
        return Interpolate.Between(Min, Max, height * scale);
    }
}
