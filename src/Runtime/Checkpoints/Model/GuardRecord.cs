namespace FusedOpt;

/// <summary>The values that a guard of gradients keeps from step to step.</summary>
/// <param name="MaxNorm">The largest norm of all gradients; infinity for none.</param>
/// <param name="LastNorm">The norm at the last step.</param>
/// <param name="SkippedSteps">The number of steps that were skipped.</param>
/// <param name="MicroBatch">The number of calls that have come for the next step.</param>
/// <param name="LossScale">The factor on the loss.</param>
/// <param name="GoodSteps">The number of good steps since the factor changed.</param>
/// <param name="IsExhausted">True if the last step was skipped at the smallest factor.</param>
internal sealed record GuardRecord(
    double MaxNorm, double LastNorm, long SkippedSteps, int MicroBatch, double LossScale, int GoodSteps, bool IsExhausted);
