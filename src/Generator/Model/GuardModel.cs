namespace FusedOpt.Generator.Model;

/// <summary>The guard of the gradients of a class.</summary>
/// <param name="MaxNorm">The largest norm of all gradients together; infinity if there is no bound.</param>
/// <param name="IsLargest">True if the norm is the largest magnitude.</param>
/// <param name="SkipsNonFinite">True if a step with a gradient that is not finite is skipped.</param>
/// <param name="LossScale">The first factor on the loss; 0 if there is none.</param>
/// <param name="GrowthInterval">The number of good steps after which the factor on the loss doubles.</param>
/// <param name="MicroBatches">The number of calls that make a step.</param>
internal sealed record GuardModel(
    double MaxNorm, bool IsLargest, bool SkipsNonFinite, double LossScale, int GrowthInterval, int MicroBatches)
{
    /// <summary>The bounds of the factor on the loss, equal to the bounds of the attribute: 2^-24 and 2^95.</summary>
    public const double MinLossScale = 1.0 / (1 << 24), MaxLossScale = (double)(1L << 62) * (1L << 33);

    public bool Clips => !double.IsPositiveInfinity(MaxNorm);

    public bool Skips => SkipsNonFinite || LossScale > 0;

    /// <summary>True if the guard has a factor on the loss, whose value may be out of bounds.</summary>
    public bool Scales => LossScale != 0;

    /// <summary>True if the guard counts the calls that make a step; the number of calls may be too small.</summary>
    public bool CountsMicroBatches => MicroBatches != 1;

    /// <summary>True if the guard reads all gradients before a step.</summary>
    public bool Measures => Clips || Skips;

    public bool Waits => MicroBatches > 1;

    /// <summary>True if the guard does anything. If false, the model only takes part in the guard of another model.</summary>
    public bool IsActive => Measures || Waits;
}
