namespace FusedOpt.Benchmarks.Cases;

/// <summary>The extent of a run.</summary>
internal enum Extent
{
    /// <summary>Cases of every run.</summary>
    Quick,

    /// <summary>Cases of a run with --full only.</summary>
    Full,
}
