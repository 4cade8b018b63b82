using System;

namespace FusedOpt.Numerics.Tests.Models;

// Tables of every type of number whose gradients are sparse, under rules with and without state.
[Optimize(Optimizer.AdamW, WeightDecay = 0.1)]
internal sealed partial class SparseAdamW(int height, int columns)
{
    [SparseGradient] public float[,] Singles = new float[height, columns];
    [SparseGradient] public double[,] Doubles = new double[height, columns];
    [SparseGradient] public Half[,] Halves = new Half[height, columns];
}

[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.125, WeightDecay = 0.1, LearningRateDecay = 0.1)]
internal sealed partial class SparseAdagrad(int height, int columns)
{
    [SparseGradient] public float[,] Singles = new float[height, columns];
    [SparseGradient] public double[,] Doubles = new double[height, columns];
    [SparseGradient] public Half[,] Halves = new Half[height, columns];
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, Nesterov = true, WeightDecay = 0.1)]
internal sealed partial class SparseSgd(int height, int columns)
{
    [SparseGradient] public float[,] Singles = new float[height, columns];
    [SparseGradient] public double[,] Doubles = new double[height, columns];
    [SparseGradient] public Half[,] Halves = new Half[height, columns];
}

/// <summary>A table in every kind of memory, next to parameters with ordinary gradients.</summary>
[Optimize(Optimizer.AdamW, WeightDecay = 0.1)]
internal partial class SparseKinds
{
    [SparseGradient] public float[,] Grid = new float[9, 5];
    [SparseGradient, Parameter(9, 5, WeightDecay = 0, LearningRateScale = 0.5)] public float[] Flat = new float[45];
    [SparseGradient, Parameter(9, 5)] public Memory<double> Lent = new double[50].AsMemory(3, 45);
    [SparseGradient, Parameter(9, 5)] public Half[] Halves = new Half[45];
    [SparseGradient, Parameter(9, 5)] public partial Span<float> Owned { get; }
    [SparseGradient, Parameter(9, 5, AmsGrad = true)] public partial Span<double> OwnedDoubles { get; }
    [Parameter(7)] public partial Span<float> Dense { get; }
    public float[] Bias = new float[19];
}

/// <summary>A class that adds a table to that of its base class.</summary>
[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.25)]
internal sealed partial class SparseDerived : SparseKinds
{
    [SparseGradient] public float[,] More = new float[9, 5];
}

/// <summary>A model within which another has the tables.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class SparseOuter : IDisposable
{
    public SparseKinds Inner = new();
    public float[] Weights = new float[3];

    public void Dispose() => Inner.Dispose();
}

[Optimize(Optimizer.Adam)]
internal partial struct SparseStructure
{
    [SparseGradient] public float[,] Table;
}

[Optimize(Optimizer.Adam, Beta2 = 0.99)]
internal sealed partial class GoldenSparseAdam
{
    [SparseGradient] public double[,] Table = new double[11, 3];
}

[Optimize(typeof(SparseAdamOfPyTorch))]
internal sealed partial class GoldenSparseAdamOfPyTorch
{
    [SparseGradient] public double[,] Table = new double[11, 3];
}

/// <summary>
/// Adam with an epsilon that stands beside the second moment before its bias is corrected, where PyTorch's SparseAdam has it.
/// </summary>
[UpdateRule]
internal static partial class SparseAdamOfPyTorch
{
    public static void Update(
        ref float parameter, float gradient, ref float expAvg, ref float expAvgSq, long step, double learningRate = 0.05,
        double beta1 = 0.9, double beta2 = 0.99, double epsilon = 1e-8)
    {
        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expAvgSq += (float)(1 - beta2) * (gradient * gradient - expAvgSq);
        double stepSize = learningRate * Math.Sqrt(1 - Math.Pow(beta2, step)) / (1 - Math.Pow(beta1, step));
        parameter -= (float)stepSize * expAvg / (MathF.Sqrt(expAvgSq) + (float)epsilon);
    }
}
