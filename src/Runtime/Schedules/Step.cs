using System;

namespace FusedOpt.Schedules;

/// <summary>A staircase: the learning rate is multiplied by gamma every so many steps.</summary>
/// <remarks>
/// <code>learningRate * gamma^floor(step / stepSize)</code>
/// <para>The classic of image classification: ten times lower every 30 epochs. Where the stairs are not all equally long:
/// <see cref="MultiStep"/>.</para>
/// </remarks>
public sealed record Step : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The rate of step 0; finite and at least 0.</param>
    /// <param name="stepSize">The number of steps on each stair; from 1 to 2^53.</param>
    /// <param name="gamma">The factor on the rate at each stair; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public Step(double learningRate, long stepSize, double gamma = 0.1)
    {
        LearningRate = Require.Rate(learningRate);
        StepSize = Require.Steps(stepSize);
        Gamma = Require.Positive(gamma);
    }

    /// <summary>The rate of step 0.</summary>
    public double LearningRate { get; }

    /// <summary>The number of steps on each stair.</summary>
    public long StepSize { get; }

    /// <summary>The factor on the rate at each stair.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Growth.Power(LearningRate, Gamma, step / StepSize);
    }
}
