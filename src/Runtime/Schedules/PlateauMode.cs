namespace FusedOpt.Schedules;

/// <summary>Which way a reported value gets better.</summary>
public enum PlateauMode
{
    /// <summary>Lower is better: a loss.</summary>
    Min,

    /// <summary>Higher is better: an accuracy.</summary>
    Max,
}
