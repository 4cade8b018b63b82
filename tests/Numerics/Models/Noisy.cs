using System;
using System.Numerics;
using FusedOpt.Averages;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Noise before a rule, in parameters of every kind; fields come before properties.</summary>
[Optimize(
    Optimizer.AdamW,
    LearningRate = 0.001,
    NoiseSeed = 7), Transform(typeof(ClipByValue),
    MaxValue = 2), Transform(typeof(GradientNoise),
    Eta = 0.3)]
internal sealed partial class NoisyKinds(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public Half HalfNumber;
    public float Single;
    public double Double;
    public float[,] Matrix = new float[5, 7];
    public float[][] Rows = [new float[length], [], new float[17]];
    public double[][][] Nested = [[new double[5], new double[1]], [], [new double[length]]];
    public Half[][] HalfRows = [new Half[3], new Half[600]];
    public Memory<float> Lent = new float[length];
    public Vector3 Three;
    public Matrix4x4 Projective;
    public ElevenSingles[] ManySingles = new ElevenSingles[3];
    [Hyperparameter("eta", 0.01, Of = typeof(GradientNoise))] public float[] Calmer = new float[length];
    [Hyperparameter("eta", 0.0, Of = typeof(GradientNoise))] public float[] Quiet = new float[length];
    [Parameter] public partial float OwnedNumber { get; set; }
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter(45, LearningRateScale = 0.5)] public partial Span<float> OwnedSlow { get; }
    [Parameter(600)] public partial Span<float> OwnedWide { get; }
    [Parameter] public partial float OwnedOther { get; set; }
}

/// <summary>Noise that is measured, in a transform, and noise without measure in another.</summary>
[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.001,
    NoiseSeed = -7), Transform(typeof(Jitter)), Transform(typeof(GradientNoise)), Average(typeof(Ema),
    Decay = 0.75)]
internal sealed partial class NoisyLines(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    public float[][] Rows = [new float[length], [], new float[17]];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter(600)] public partial Span<float> OwnedWide { get; }
}

/// <summary>A rule that draws.</summary>
[Optimize(typeof(Langevin), NoiseSeed = 1L << 40)]
internal sealed partial class NoisyRule(int length)
{
    public float Single;
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    [Hyperparameter("temperature", 0.0)] public float[] Cold = new float[length];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

/// <summary>A model of the same fields with state of fewer bytes, which is rounded by other random bits.</summary>
[Optimize(typeof(Langevin), StatePrecision = StatePrecision.BFloat16, NoiseSeed = 3, StateSeed = 3)]
internal sealed partial class NoisyNarrow(int length)
{
    public float[] Singles = new float[length];
    public Half[] Halves = new Half[length];
    public float[][] Rows = [new float[length], new float[17]];
    [Parameter(600)] public partial Span<float> Owned { get; }
    [Parameter(9)] public partial Span<float> OwnedMore { get; }
}

[Optimize(typeof(Langevin), NoiseSeed = 5)]
internal sealed partial class NoisySparse(int height, int columns)
{
    [SparseGradient] public float[,] Singles = new float[height, columns];
    [SparseGradient] public double[,] Doubles = new double[height, columns];
    [SparseGradient] public Half[,] Halves = new Half[height, columns];
}

[Optimize(typeof(Langevin))]
internal partial class NoisyPart
{
    public float[] Weights = new float[33];
    public float Bias;
}

/// <summary>A class that adds to the parameters of its base class.</summary>
[Optimize(typeof(Langevin))]
internal sealed partial class NoisyDerived : NoisyPart
{
    public NoisyPart[] Parts = [new(), new()];
    public float[] More = new float[33];
}

/// <summary>Instances of one class, one of them twice, and structures.</summary>
[Optimize(typeof(Langevin))]
internal sealed partial class NoisyStack
{
    public float[] Weights = new float[33];
    public NoisyPart First = new();
    public NoisyDerived[] Layers = [new(), new()];
    public NoisyPart Again;
    public NoisyLine[] Lines = new NoisyLine[2];

    public NoisyStack() => Again = First;
}

[Optimize(typeof(Langevin))]
internal partial struct NoisyLine
{
    public float Slope;
    public float Shift;
}

[Optimize(typeof(Langevin), NoiseSeed = 5), SumGradients]
internal sealed partial class NoisySummed(int length)
{
    public float[] Singles = new float[length];
    public Half[] Halves = new Half[length];
    public float Single;
}

[Optimize(Optimizer.Sgd, LearningRate = 1, NoiseSeed = 5), Transform(typeof(GradientNoise), Eta = 1), Prune(Sparsity = 0.5)]
internal sealed partial class NoisyPruned(int length)
{
    public float[][] Rows = [new float[4], new float[4]];
    public float[,] Matrix = new float[2, length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1, NoiseSeed = 5), Transform(typeof(GradientNoise), Eta = 1)]
internal sealed partial class NoisyUnpruned(int length)
{
    public float[][] Rows = [new float[4], new float[4]];
    public float[,] Matrix = new float[2, length];
}

[Optimize(Optimizer.Sgd, LearningRate = 1, NoiseSeed = 11), Transform(typeof(GradientNoise), Eta = 0.3)]
internal sealed partial class NoiseAlone(int length)
{
    public float[] First = new float[length];
    public float[] Second = new float[length];
}
