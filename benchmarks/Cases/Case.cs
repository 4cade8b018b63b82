namespace FusedOpt.Benchmarks.Cases;

/// <summary>A line of the table.</summary>
/// <param name="name">What --filter looks in.</param>
/// <param name="extent">Which runs it is part of.</param>
internal abstract class Case(string name, Extent extent)
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>Which runs it is part of.</summary>
    public Extent Extent { get; } = extent;

    /// <summary>Checks the contenders, then times them.</summary>
    public abstract Result Run(int rounds, double milliseconds);
}
