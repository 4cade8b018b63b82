namespace FusedOpt.Schedules;

/// <summary>The unit of the threshold of a <see cref="ReduceOnPlateau"/>.</summary>
public enum ThresholdMode
{
    /// <summary>Shares of the best value. For values above 0: the share of a negative loss has the wrong sign.</summary>
    Relative,

    /// <summary>The units of the value itself.</summary>
    Absolute,
}
