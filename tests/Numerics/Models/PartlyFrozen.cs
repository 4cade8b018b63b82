namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Every kind of field twice: a parameter, and frozen.</summary>
[Optimize(Optimizer.AdamW)]
internal sealed partial class PartlyFrozen
{
    public float[] Singles = [1, 2, 3];
    public double[] Doubles = [4, 5];
    public float Single = 6;
    public double Double = 7;

    [Frozen]
    public float[] FrozenSingles = [1, 2, 3];
    [Frozen]
    public double[]? FrozenDoubles = [4, 5];
    [Frozen]
    public float FrozenSingle = 6;
    [Frozen]
    public double FrozenDouble = 7;
}
