using System;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Takes a step of minus the gradient, clipped.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 1), GuardGradients(MaxNorm = 1, SkipNonFinite = true)]
internal sealed partial class ExtremeDoubles(int length)
{
    public double[] Weights = new double[length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), GuardGradients(MaxNorm = 1)]
internal sealed partial class ExtremeFloats(int length)
{
    public float[] Weights = new float[length];
    public float Single;
}

/// <summary>Looks whether gradients are finite, and scales nothing.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 1e-200), GuardGradients(SkipNonFinite = true)]
internal sealed partial class OnlySkipped(int length)
{
    public double[] Weights = new double[length];
    public double Unused;
    public float[] Floats = new float[3];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), GuardGradients(MaxNorm = 1, MicroBatches = 2), SumGradients]
internal sealed partial class ExtremeSums(int length)
{
    public double[] Weights = new double[length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), Transform(typeof(ClipByNorm), MaxNorm = 1)]
internal sealed partial class ExtremeClipByNorm(int length)
{
    public double[] Doubles = new double[length];
    public float[] Floats = new float[length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), Transform(typeof(Normalize))]
internal sealed partial class ExtremeNormalize(int length)
{
    public double[] Doubles = new double[length];
    public float[] Floats = new float[length];
}

[Optimize(Optimizer.Lars, LearningRate = 1, Momentum = 0, TrustCoefficient = 0.5)]
internal sealed partial class ExtremeLars(int length)
{
    public double[] Doubles = new double[length];
    public float[] Floats = new float[length];
}

/// <summary>Divides each gradient by the norm of its row, and by that of its column.</summary>
[GradientTransform]
internal static partial class ByRowsAndColumns
{
    public static void Transform(ref float gradient)
    {
        float row = Reduce.RowNorm(gradient), column = Reduce.ColumnNorm(gradient);
        gradient = gradient / row + gradient / column;
    }
}

[Optimize(Optimizer.Sgd, LearningRate = 1), Transform(typeof(ByRowsAndColumns))]
internal sealed partial class ExtremeRows
{
    public double[,] Doubles = new double[3, 5];
    public float[,] Floats = new float[3, 5];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), Transform(typeof(AdaptiveClip))]
internal sealed partial class ExtremeAdaptive(int rows, int columns)
{
    public double[,] Doubles = new double[rows, columns];
    public float[,] Floats = new float[rows, columns];
    public Half[,] Halves = new Half[rows, columns];
}

[Optimize(Optimizer.Sgd, LearningRate = 1, FastMath = true), Transform(typeof(AdaptiveClip))]
internal sealed partial class ExtremeFastAdaptive(int rows, int columns)
{
    public double[,] Doubles = new double[rows, columns];
    public float[,] Floats = new float[rows, columns];
    public Half[,] Halves = new Half[rows, columns];
}

[Optimize(Optimizer.Sgd, LearningRate = 1, FastMath = true), Transform(typeof(ClipByNorm), MaxNorm = 1)]
internal sealed partial class ExtremeFastClipByNorm(int length)
{
    public double[] Doubles = new double[length];
    public float[] Floats = new float[length];
    public Half[] Halves = new Half[length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1, FastMath = true), Transform(typeof(Normalize))]
internal sealed partial class ExtremeFastNormalize(int length)
{
    public double[] Doubles = new double[length];
    public float[] Floats = new float[length];
    public Half[] Halves = new Half[length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1, FastMath = true), GuardGradients(MaxNorm = 1)]
internal sealed partial class ExtremeFastGuarded(int length)
{
    public float[] Floats = new float[length];
}

[Optimize(Optimizer.Momentum, LearningRate = 1, StatePrecision = StatePrecision.BFloat16), GuardGradients(MaxNorm = 1)]
internal sealed partial class ExtremeBFloat16(int length)
{
    public float[] Floats = new float[length];
}

[Optimize(Optimizer.Momentum, LearningRate = 1, StatePrecision = StatePrecision.Block8), Transform(typeof(ClipByNorm), MaxNorm = 1)]
internal sealed partial class ExtremeBlock8(int length)
{
    public float[] Floats = new float[length];
}

/// <summary>Moves by half of the norm of the parameter.</summary>
[Optimize(Optimizer.Lamb, LearningRate = 0.5, Epsilon = 1, WeightDecay = 0)]
internal sealed partial class ExtremeLamb(int length)
{
    public double[] Doubles = new double[length];
    public float[] Floats = new float[length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), GuardGradients(LossScale = 1024, GrowthInterval = 1)]
internal sealed partial class QuicklyScaled
{
    public float Weight;
    public double Wide;
}
