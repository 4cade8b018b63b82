namespace FusedOpt.Benchmarks.Memory;

/// <summary>What there is one value of for each parameter.</summary>
internal enum Slot
{
    Parameter,
    Gradient,
    First,
    Second,

    /// <summary>What a stage around the rule keeps, or a second gradient.</summary>
    Extra,
}
