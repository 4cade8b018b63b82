using System;
using System.Collections.Generic;

namespace IrisSample;

/// <summary>The score of a model after an epoch.</summary>
/// <param name="Loss">The mean cross entropy over the training rows.</param>
/// <param name="Accuracy">The share of the test rows that it names rightly.</param>
internal readonly record struct Score(double Loss, double Accuracy);

/// <summary>The run of one contender.</summary>
/// <param name="Contender">The contender.</param>
/// <param name="Scores">The scores, one per epoch; the first is that of the untrained model.</param>
/// <param name="Time">The time of the training; the only number here that differs from run to run.</param>
internal sealed record TrainingRun(Contender Contender, List<Score> Scores, TimeSpan Time)
{
    /// <summary>The accuracy that counts as having learnt it.</summary>
    public const double Goal = 0.95;

    /// <summary>The score after the last epoch.</summary>
    public Score Final => Scores[^1];

    /// <summary>The first epoch after which the goal was reached, if any was.</summary>
    public int? EpochsToGoal => Scores.FindIndex(s => s.Accuracy >= Goal) is >= 0 and var epoch ? epoch : null;
}
