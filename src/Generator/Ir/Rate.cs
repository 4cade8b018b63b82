namespace FusedOpt.Generator.Ir;

/// <summary>How often a value changes.</summary>
internal enum Rate : byte
{
    /// <summary>Never: known when the program is compiled.</summary>
    Constant,

    /// <summary>Once per step: hyperparameters, the step, and what follows from them.</summary>
    Uniform,

    /// <summary>Once per step and parameter: reductions over all of its elements, and state that there is one of.</summary>
    Tensor,

    /// <summary>With every row of a matrix.</summary>
    Row,

    /// <summary>With every column of a matrix.</summary>
    Column,

    /// <summary>With every element: the parameter, its gradient and state, and what follows from them.</summary>
    Varying,
}

internal static class Rates
{
    /// <summary>The rate of what is computed from both: the higher; what differs by row and by column differs by element.</summary>
    public static Rate Join(Rate a, Rate b) => (a, b) is (Rate.Row, Rate.Column) or (Rate.Column, Rate.Row) ? Rate.Varying : a > b ? a : b;
}
