namespace FusedOpt.Benchmarks.Models;

/// <summary>One array, with state as bfloat16.</summary>
[Optimize(Adam, StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class BFloat16AdamModel(int length)
{
    public float[] Weights = new float[length];
}

/// <summary>One array, with state in codes of 8 bits.</summary>
[Optimize(Adam, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Block8AdamModel(int length)
{
    public float[] Weights = new float[length];
}
