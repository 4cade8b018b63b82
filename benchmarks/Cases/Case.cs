namespace FusedOpt.Benchmarks.Cases;

/// <summary>A line of the table.</summary>
/// <param name="name">The name of the case, in which --filter looks.</param>
/// <param name="extent">The runs that the case is part of.</param>
internal abstract class Case(string name, Extent extent)
{
    /// <summary>The name of the case.</summary>
    public string Name { get; } = name;

    /// <summary>The runs that the case is part of.</summary>
    public Extent Extent { get; } = extent;

    /// <summary>Checks the contenders, then times them.</summary>
    public abstract Result Run(int rounds, double milliseconds);
}
