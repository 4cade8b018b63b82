namespace FusedOpt.Generator.Model;

/// <summary>What guards the gradients of a class.</summary>
/// <param name="MaxNorm">The largest norm of all of them; infinity for none.</param>
/// <param name="IsLargest">Whether it is the largest magnitude.</param>
/// <param name="SkipsNonFinite">Whether a step is skipped where one is not finite.</param>
/// <param name="LossScale">The first factor on the loss; 0 for none.</param>
/// <param name="GrowthInterval">After how many good steps it doubles.</param>
/// <param name="MicroBatches">How many calls make a step.</param>
internal sealed record GuardModel(double MaxNorm, bool IsLargest, bool SkipsNonFinite, double LossScale, int GrowthInterval, int MicroBatches)
{
    /// <summary>The bounds of the factor on the loss, those of the attribute: 2^-24 and 2^95.</summary>
    public const double MinLossScale = 1.0 / (1 << 24), MaxLossScale = (double)(1L << 62) * (1L << 33);

    public bool Clips => !double.IsPositiveInfinity(MaxNorm);

    public bool Skips => SkipsNonFinite || LossScale > 0;

    /// <summary>True if it has a factor on the loss, which may be a bad one.</summary>
    public bool Scales => LossScale != 0;

    /// <summary>True if it counts the calls that make a step, which may be too few.</summary>
    public bool CountsMicroBatches => MicroBatches != 1;

    /// <summary>Whether it reads all gradients before a step.</summary>
    public bool Measures => Clips || Skips;

    public bool Waits => MicroBatches > 1;

    /// <summary>Whether it does anything, or only lets the model have a part in what another's does.</summary>
    public bool IsActive => Measures || Waits;
}
