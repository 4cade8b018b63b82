namespace FusedOpt.Benchmarks.Cases;

/// <summary>How much is run.</summary>
internal enum Extent
{
    /// <summary>In every run.</summary>
    Quick,

    /// <summary>With --full only.</summary>
    Full,
}
