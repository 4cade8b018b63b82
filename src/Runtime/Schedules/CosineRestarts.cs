using System;

namespace FusedOpt.Schedules;

/// <summary>
/// Half a cosine again and again: at the end of each cycle the learning rate is back at its height, and the next cycle may be longer.
/// </summary>
/// <remarks>
/// <code>
/// min + (learningRate - min) * (1 + cos(pi * position / length)) / 2
/// with cycles of length cycleSteps, cycleSteps * multiplier, cycleSteps * multiplier^2, ...
/// </code>
/// <para>Gives a good model at the end of every cycle: for training of open length, and for ensembles of the models at the ends of cycles.
/// The first step of a cycle has the full rate; none has the minimum.</para>
/// <para>I. Loshchilov and F. Hutter: SGDR, ICLR 2017, equation 5.</para>
/// </remarks>
public sealed record CosineRestarts : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The rate that each cycle begins with; finite and at least 0.</param>
    /// <param name="cycleSteps">The number of steps of the first cycle; from 1 to 2^53.</param>
    /// <param name="multiplier">The factor from the length of one cycle to the length of the next; at least 1.</param>
    /// <param name="min">The rate that each cycle nears; from 0 to the learning rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public CosineRestarts(double learningRate, long cycleSteps, int multiplier = 1, double min = 0)
    {
        LearningRate = Require.Rate(learningRate);
        CycleSteps = Require.Steps(cycleSteps);
        Multiplier = Require.Count(multiplier, least: 1);
        Min = Require.AtMost(Require.Rate(min), learningRate, nameof(min));
    }

    /// <summary>The rate that each cycle begins with.</summary>
    public double LearningRate { get; }

    /// <summary>The number of steps of the first cycle.</summary>
    public long CycleSteps { get; }

    /// <summary>The factor from the length of one cycle to the length of the next.</summary>
    public int Multiplier { get; }

    /// <summary>The rate that each cycle nears.</summary>
    public double Min { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        (long position, long length) = Place(step);
        return Interpolate.Along(LearningRate, Min, position, length, Annealing.Cosine);
    }

    // Uses whole numbers, since a logarithm would put the first step of some cycles into the cycle before. At least doubled, no
    // length takes more than 63 rounds to pass any step.
    private (long Position, long Length) Place(long step)
    {
        if (Multiplier == 1)
            return (step % CycleSteps, CycleSteps);

        long position = step, length = CycleSteps;
        while (position >= length)
        {
            position -= length;
            if (length > long.MaxValue / Multiplier)
                return (position, long.MaxValue);
            length *= Multiplier;
        }

        return (position, length);
    }
}
