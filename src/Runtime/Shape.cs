namespace FusedOpt;

/// <summary>
/// Facts of the shape of a parameter, for <see cref="UpdateRuleAttribute">update rules</see>. A rule that is called directly has a
/// parameter of one element.
/// </summary>
/// <remarks>A vector is a matrix of one row.</remarks>
public static class Shape
{
    /// <summary>True if the parameter is a matrix. Known when a class is compiled: a condition on it costs nothing.</summary>
    public static bool IsMatrix => false;

    /// <summary>The number of elements.</summary>
    public static long Count => 1;

    /// <summary>The number of rows; 1 for a parameter that is no matrix.</summary>
    public static long Rows => 1;

    /// <summary>The number of columns; the number of elements for a parameter that is no matrix.</summary>
    public static long Columns => 1;
}
