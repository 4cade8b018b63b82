using System;

namespace FusedOpt.Schedules;

/// <summary>A trapezoid: up from 0 in a straight line, level at the peak, and down to the end, where it stays.</summary>
/// <remarks>
/// <code>
/// peak * step / warmupSteps           while warming up
/// peak                                for stableSteps
/// end + (peak - end) * left           for decaySteps, left = 1 - x, (1 + cos(pi * x)) / 2 or 1 - sqrt(x)
/// </code>
/// <para>
/// For training of open length: as long as the rate is level, one can go on, and decay from any checkpoint when a finished model is
/// wanted. Update number 1 has rate 0 if there is a warm-up, as everywhere with this schedule.
/// </para>
/// <para>
/// S. Hu et al.: MiniCPM, COLM 2024, section 4.2. The decay 1 - sqrt(x): A. Hägele et al.: Scaling laws and compute-optimal training
/// beyond fixed training durations, NeurIPS 2024, section 3.
/// </para>
/// </remarks>
public sealed record WarmupStableDecay : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="peak">The level rate; finite and at least 0.</param>
    /// <param name="warmupSteps">The number of steps up to it; from 0 to 2^53.</param>
    /// <param name="stableSteps">The number of steps that it lasts; from 0 to 2^53.</param>
    /// <param name="decaySteps">The number of steps down to the end; from 1 to 2^53.</param>
    /// <param name="end">The rate after that; finite and at least 0.</param>
    /// <param name="annealing">The shape of the way down.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public WarmupStableDecay(
        double peak, long warmupSteps, long stableSteps, long decaySteps, double end = 0, Annealing annealing = Annealing.Linear)
    {
        Peak = Require.Rate(peak);
        WarmupSteps = Require.Steps(warmupSteps, least: 0);
        StableSteps = Require.Steps(stableSteps, least: 0);
        DecaySteps = Require.Steps(decaySteps);
        End = Require.Rate(end);
        Annealing = Require.Defined(annealing);
    }

    /// <summary>The level rate.</summary>
    public double Peak { get; }

    /// <summary>The number of steps up to the peak.</summary>
    public long WarmupSteps { get; }

    /// <summary>The number of steps at the peak.</summary>
    public long StableSteps { get; }

    /// <summary>The number of steps down to the end.</summary>
    public long DecaySteps { get; }

    /// <summary>The rate after that.</summary>
    public double End { get; }

    /// <summary>The shape of the way down.</summary>
    public Annealing Annealing { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step < WarmupSteps)
            return Interpolate.Along(0, Peak, step, WarmupSteps);
        long decayed = Math.Max(0, step - WarmupSteps - StableSteps);
        return Interpolate.Along(Peak, End, decayed, DecaySteps, Annealing);
    }
}
