using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A rule that has no use for the gradient.</summary>
[UpdateRule]
public static partial class Shrink
{
    public static void Update(ref float parameter, float gradient, double learningRate = 0.1) => parameter *= (float)(1 - learningRate);
}

[Optimize(typeof(Shrink))]
internal sealed partial class Ungraded
{
    public float Single;
    public Half Narrow;
    public float[] Singles = new float[17];
    public double[][] Rows = [new double[3], new double[9]];
    public Memory<float> Lent = new float[5];
    [Parameter(7)] public partial Span<float> Owned { get; }
}

/// <summary>A rule that only measures the gradient.</summary>
[UpdateRule]
public static partial class Drift
{
    public static void Update(ref float parameter, float gradient, double learningRate = 0.1) =>
        parameter -= (float)(learningRate * Reduce.Norm(gradient));
}

[Optimize(typeof(Drift))]
internal sealed partial class Measured
{
    public float Single;
    public Half Narrow;
    public float[] Singles = new float[1029];
    public double[][] Rows = [new double[3], new double[9]];
    [Parameter(7)] public partial Span<float> Owned { get; }
}
