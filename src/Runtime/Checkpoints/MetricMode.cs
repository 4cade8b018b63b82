namespace FusedOpt;

/// <summary>The direction in which the metric of a checkpoint gets better.</summary>
public enum MetricMode
{
    /// <summary>Lower is better: a loss.</summary>
    Min,

    /// <summary>Higher is better: an accuracy.</summary>
    Max,
}
