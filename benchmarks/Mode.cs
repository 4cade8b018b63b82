namespace FusedOpt.Benchmarks;

/// <summary>The modes of the program.</summary>
internal enum Mode
{
    /// <summary>The table, of some cases.</summary>
    Quick,

    /// <summary>The table, of all cases.</summary>
    Full,

    /// <summary>The table of what is around a rule.</summary>
    Around,

    /// <summary>The first steps of a process.</summary>
    First,

    /// <summary>One of these processes.</summary>
    FirstChild,

    /// <summary>Steps over few rows of large tables.</summary>
    Rows,

    /// <summary>A checkpoint of a gigabyte.</summary>
    Checkpoints,

    /// <summary>Products of matrices.</summary>
    Products,

    /// <summary>Whole steps of training.</summary>
    Training,

    /// <summary>BenchmarkDotNet.</summary>
    Fine,
}
