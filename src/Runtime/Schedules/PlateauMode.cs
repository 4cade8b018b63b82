namespace FusedOpt.Schedules;

/// <summary>The direction in which a reported value gets better.</summary>
public enum PlateauMode
{
    /// <summary>Lower is better: a loss.</summary>
    Min,

    /// <summary>Higher is better: an accuracy.</summary>
    Max,
}
