namespace FusedOpt.Fuzz.Tests.Cases;

/// <summary>The type of a value in a rule.</summary>
internal enum Kind
{
    Float,
    Double,
    Long,
    Bool,
}

/// <summary>A variable of a rule.</summary>
/// <param name="Name">The name of the variable.</param>
/// <param name="Kind">The type of the variable.</param>
/// <param name="Rate">The rate of the value that the variable holds.</param>
/// <param name="Most">The highest rate of a value that may be assigned; null if the variable cannot be assigned.</param>
internal sealed record Variable(string Name, Kind Kind, Rate Rate, Rate? Most);
