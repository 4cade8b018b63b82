namespace FusedOpt;

/// <summary>The rate of a state: the things that have one value each.</summary>
public enum Per
{
    /// <summary>One value for each element.</summary>
    Element,

    /// <summary>One value for each row of a matrix. Needs <c>rows</c> values instead of <c>rows * columns</c>.</summary>
    Row,

    /// <summary>One value for each column of a matrix.</summary>
    Column,
}
