using System;

namespace FusedOpt.Schedules;

/// <summary>One cycle for the whole training: up from a low learning rate to the peak, and down to a far lower one.</summary>
/// <remarks>
/// <code>
/// peak / divFactor up to peak, until step pctStart * steps - 1
/// peak down to peak / divFactor / finalDivFactor, until step steps - 1, and there from then on
/// three phases: down to peak / divFactor first, as fast as it went up, then down to the end
/// </code>
/// <para>
/// Trains fast with rates that would be too high throughout ("super-convergence"). The rates are those of PyTorch's OneCycleLR, which
/// raises an error after the last step; here the last rate stays.
/// </para>
/// <para>L. N. Smith and N. Topin: Super-convergence, 2018, section 3; its three phases are those of the paper, two those of
/// fast.ai.</para>
/// </remarks>
public sealed record OneCycle : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="peak">The highest rate; finite and at least 0.</param>
    /// <param name="steps">The number of updates of the training: step steps - 1 is the last; from 1 to 2^53.</param>
    /// <param name="pctStart">The share of them on the way up; from 0 to 1, with three phases to 0.5.</param>
    /// <param name="annealing">The shape of each way.</param>
    /// <param name="divFactor">The peak over the first rate; finite and at least 1.</param>
    /// <param name="finalDivFactor">The first rate over the last; finite and at least 1.</param>
    /// <param name="threePhase">Goes down in two phases.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public OneCycle(
        double peak,
        long steps,
        double pctStart = 0.3,
        Annealing annealing = Annealing.Cosine,
        double divFactor = 25,
        double finalDivFactor = 1e4,
        bool threePhase = false)
    {
        Peak = Require.Rate(peak);
        Steps = Require.Steps(steps);
        PctStart = Require.Share(pctStart, most: threePhase ? 0.5 : 1);
        Annealing = Require.Defined(annealing);
        DivFactor = Require.Divisor(divFactor);
        FinalDivFactor = Require.Divisor(finalDivFactor);
        ThreePhase = threePhase;
    }

    /// <summary>The highest rate.</summary>
    public double Peak { get; }

    /// <summary>The number of updates of the training.</summary>
    public long Steps { get; }

    /// <summary>The share of the updates on the way up.</summary>
    public double PctStart { get; }

    /// <summary>The shape of each way.</summary>
    public Annealing Annealing { get; }

    /// <summary>The peak over the first rate.</summary>
    public double DivFactor { get; }

    /// <summary>The first rate over the last.</summary>
    public double FinalDivFactor { get; }

    /// <summary>True if the rate goes down in two phases.</summary>
    public bool ThreePhase { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double initial = Peak / DivFactor, final = initial / FinalDivFactor;

        // The top can lie between two steps, and before the first of them if there is no way up.
        double top = PctStart * Steps - 1;
        if (step <= top)
            return top > 0 ? Interpolate.Along(initial, Peak, step, top, Annealing) : Peak;
        if (!ThreePhase)
            return Interpolate.Along(Peak, final, step - top, Steps - 1 - top, Annealing);
        return step <= 2 * top
            ? Interpolate.Along(Peak, initial, step - top, top, Annealing)
            : Interpolate.Along(initial, final, step - 2 * top, Steps - 1 - 2 * top, Annealing);
    }
}
