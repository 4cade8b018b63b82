namespace FusedOpt.Schedules;

/// <summary>What becomes of the height of a <see cref="Cyclic"/> schedule's triangles.</summary>
public enum CyclicMode
{
    /// <summary>It stays.</summary>
    Triangular,

    /// <summary>It halves with each cycle.</summary>
    Triangular2,

    /// <summary>It is multiplied by gamma with each step.</summary>
    ExponentialRange,
}
