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
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Rate">How often what it holds changes.</param>
/// <param name="Most">How often what it holds may change; null where it cannot be assigned.</param>
internal sealed record Variable(string Name, Kind Kind, Rate Rate, Rate? Most);
