namespace FusedOpt;

/// <summary>The rate of a state: the things that have one value each.</summary>
public enum Per
{
    /// <summary>Each element.</summary>
    Element,

    /// <summary>Each row of a matrix. Needs <c>rows</c> values instead of <c>rows * columns</c>.</summary>
    Row,

    /// <summary>Each column of a matrix.</summary>
    Column,
}
