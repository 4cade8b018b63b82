using System;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A rule with every reduction of all elements, in three sweeps.</summary>
[UpdateRule]
public static partial class Weigh
{
    public static void Update(ref float parameter, float gradient, ref float velocity, double learningRate = 0.01)
    {
        double mean = Reduce.Mean(gradient);
        double size = Reduce.Norm(parameter);
        float centered = gradient - (float)mean;
        velocity = 0.5f * velocity + centered / (1f + MathF.Abs(parameter));
        double largest = Reduce.Max(MathF.Abs(velocity));
        double sum = Reduce.Sum(velocity);
        parameter -= (float)(learningRate * size / (1 + largest)) * velocity + (float)(learningRate * 1e-6 * sum);
    }
}

/// <summary>Long parameters of several kinds, which threads share, between short ones, which they do not.</summary>
[Optimize(typeof(Weigh)), Transform(typeof(GradientNoise), Eta = 0.3)]
internal sealed partial class LongKinds(int length)
{
    public float[] Short = new float[1000];
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float[][] Rows = [new float[length], [], new float[3], new float[length + 1]];
    public float[,] Matrix = new float[2, length];
    [Parameter(70_001)] public partial Span<float> Owned { get; }
    [Parameter(3)] public partial Span<float> OwnedShort { get; }
}

/// <summary>
/// A rule of several sweeps with two values of the whole parameter. Both are read before they change and after, and one becomes what the
/// other was.
/// </summary>
[UpdateRule]
public static partial class Steady
{
    public static void Update(
        ref float parameter,
        float gradient,
        ref float velocity,
        [State(Initial = 1)] ref double size,
        ref double before,
        double learningRate = 0.01)
    {
        double last = before;
        before = size;
        size = 0.9 * size + 0.1 * Reduce.Norm(gradient) + 0.01 * last;
        velocity = 0.5f * velocity + gradient / (1f + (float)before);
        double mean = Reduce.Mean(velocity);
        parameter -= (float)(learningRate / (1 + size)) * velocity + (float)(learningRate * mean * before);
    }
}

/// <summary>A model of the same kinds of fields, with a rule that keeps values of whole parameters.</summary>
[Optimize(typeof(Steady))]
internal sealed partial class LongSteady(int length)
{
    public float[] Short = new float[1000];
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float[][] Rows = [new float[length], [], new float[3], new float[length + 1]];
    public float[,] Matrix = new float[2, length];
    [Parameter(70_001)] public partial Span<float> Owned { get; }
}

/// <summary>Submodels, each with values of its own.</summary>
[Optimize(Optimizer.NAdam)]
internal sealed partial class LongStack(int length)
{
    public float[] Singles = new float[length];
    public AsgdDecay First = new(length);
    public NAdamPlain[] Others = [new(length), new(3)];
}

/// <summary>Long parameters with a rule that only measures the gradient.</summary>
[Optimize(typeof(Drift))]
internal sealed partial class LongDrift(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
}
