namespace FusedOpt.Benchmarks.Models;

/// <summary>One array, with fast math.</summary>
[Optimize(Adam, FastMath = true)]
internal sealed partial class FastAdamModel(int length)
{
    public float[] Weights = new float[length];
}
