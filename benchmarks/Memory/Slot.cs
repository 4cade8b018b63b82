namespace FusedOpt.Benchmarks.Memory;

/// <summary>The arrays that have one value for each parameter.</summary>
internal enum Slot
{
    Parameter,
    Gradient,
    First,
    Second,

    /// <summary>The state of a stage around the rule, or a second gradient.</summary>
    Extra,
}
