namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>The rate of a value: how often it changes.</summary>
internal enum Rate
{
    /// <summary>Changes once per step.</summary>
    Uniform,

    /// <summary>Changes once for each parameter.</summary>
    Tensor,

    /// <summary>Changes with every row.</summary>
    Row,

    /// <summary>Changes with every column.</summary>
    Column,

    /// <summary>Changes with every element.</summary>
    Varying,
}

/// <summary>The combination of rates.</summary>
internal static class Rates
{
    /// <summary>Returns the rate of a value computed from two others: a row rate and a column rate give a varying value.</summary>
    public static Rate With(this Rate a, Rate b) => a != b && a >= Rate.Row && b >= Rate.Row ? Rate.Varying : a > b ? a : b;

    /// <summary>Returns true if a value of a rate can stand in place of a value of another rate.</summary>
    public static bool Fits(this Rate rate, Rate within) => rate.With(within) == within;
}
