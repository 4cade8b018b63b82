namespace FusedOpt.Schedules;

/// <summary>The height of the triangles of a <see cref="Cyclic"/> schedule over time.</summary>
public enum CyclicMode
{
    /// <summary>All triangles have the same height.</summary>
    Triangular,

    /// <summary>The height halves with each cycle.</summary>
    Triangular2,

    /// <summary>The height is multiplied by gamma with each step.</summary>
    ExponentialRange,
}
