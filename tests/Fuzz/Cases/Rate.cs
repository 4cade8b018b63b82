namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>How often a value changes.</summary>
internal enum Rate
{
    /// <summary>Once per step.</summary>
    Uniform,

    /// <summary>Once for each parameter.</summary>
    Tensor,

    /// <summary>With every row.</summary>
    Row,

    /// <summary>With every column.</summary>
    Column,

    /// <summary>With every element.</summary>
    Varying,
}

/// <summary>What rates make together.</summary>
internal static class Rates
{
    /// <summary>How often a value of two changes: rows and columns meet in an element.</summary>
    public static Rate With(this Rate a, Rate b) => a != b && a >= Rate.Row && b >= Rate.Row ? Rate.Varying : a > b ? a : b;

    /// <summary>Whether a value of a rate can stand where there is one of another.</summary>
    public static bool Fits(this Rate rate, Rate within) => rate.With(within) == within;
}
