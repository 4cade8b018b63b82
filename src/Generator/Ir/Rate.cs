namespace FusedOpt.Generator.Ir;

/// <summary>The rate of a value: how often the value changes.</summary>
internal enum Rate : byte
{
    /// <summary>No change at all: the value is known when the program is compiled.</summary>
    Constant,

    /// <summary>One value per step: hyperparameters, the step, and values computed from them alone.</summary>
    Uniform,

    /// <summary>One value per step and parameter: reductions over all elements, and states with one value for the parameter.</summary>
    Tensor,

    /// <summary>One value for every row of a matrix.</summary>
    Row,

    /// <summary>One value for every column of a matrix.</summary>
    Column,

    /// <summary>One value for every element: the parameter, its gradient, states of every element, and values computed from them.</summary>
    Varying,
}

/// <summary>Operations on rates.</summary>
internal static class Rates
{
    /// <summary>
    /// Returns the rate of a value that is computed from values of two rates: the higher of the two. A row rate and a column rate together
    /// give <see cref="Rate.Varying"/>.
    /// </summary>
    public static Rate Join(Rate a, Rate b) => (a, b) is (Rate.Row, Rate.Column) or (Rate.Column, Rate.Row) ? Rate.Varying : a > b ? a : b;
}
