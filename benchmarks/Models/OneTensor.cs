namespace FusedOpt.Benchmarks.Models;

/// <summary>One array, as users have them.</summary>
[Optimize(Adam)]
internal sealed partial class AdamModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="AdamModel"/>
[Optimize(Adam)]
internal sealed partial class AdamDoubleModel(int length)
{
    public double[] Weights = new double[length];
}

/// <inheritdoc cref="AdamModel"/>
[Optimize(AdamW)]
internal sealed partial class AdamWModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="AdamModel"/>
[Optimize(Sgd, Momentum = 0.9)]
internal sealed partial class SgdModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="AdamModel"/>
[Optimize(Lion)]
internal sealed partial class LionModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="AdamModel"/>
[Optimize(RmsProp)]
internal sealed partial class RmsPropModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="AdamModel"/>
[Optimize(Lamb)]
internal sealed partial class LambModel(int length)
{
    public float[] Weights = new float[length];
}
