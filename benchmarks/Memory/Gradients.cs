namespace FusedOpt.Benchmarks.Memory;

/// <summary>The kinds of gradients while steps are timed.</summary>
internal enum Gradients
{
    /// <summary>Neither zero nor tiny.</summary>
    Ordinary,

    /// <summary>Zero for long enough that the first moments have sunk as low as they go.</summary>
    Zero,

    /// <summary>Below the smallest normal number.</summary>
    Subnormal,

    /// <summary>Infinite.</summary>
    Infinite,
}
