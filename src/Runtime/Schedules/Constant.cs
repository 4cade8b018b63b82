using System;

namespace FusedOpt.Schedules;

/// <summary>One learning rate for all steps.</summary>
/// <remarks>
/// <code>learningRate</code>
/// <para>A part of other schedules: the plateau before a decay, or a factor.</para>
/// </remarks>
public sealed record Constant : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The learning rate; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The argument is out of its range.</exception>
    public Constant(double learningRate) => LearningRate = Require.Rate(learningRate);

    /// <summary>The learning rate.</summary>
    public double LearningRate { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return LearningRate;
    }
}
