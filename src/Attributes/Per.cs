namespace FusedOpt;

/// <summary>What a state slot has one value for.</summary>
public enum Per
{
    /// <summary>Each element.</summary>
    Element,

    /// <summary>Each row of a matrix. Needs <c>rows</c> values instead of <c>rows * columns</c>.</summary>
    Row,

    /// <summary>Each column of a matrix.</summary>
    Column,
}
