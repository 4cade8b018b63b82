using System;
using System.Collections.Generic;
using System.Numerics;
using FusedOpt.Averages;
using FusedOpt.Schedules;
using FusedOpt.Transforms;

namespace FusedOpt.Trainer;

/// <summary>A schedule with a jump at step 7.</summary>
[Optimize(Optimizer.AdamW), Schedule(nameof(Rate))]
internal sealed partial class ScheduledModel
{
    private static readonly ISchedule Rate = new MultiStep(0.1, [6], 0.1);
    public float[] Weights = new float[99];
    public LineModel Line;
}

/// <summary>State that begins at the learning rate.</summary>
[Optimize(Optimizer.Rprop)]
internal partial class BegunBase
{
    public float[] Weights = new float[99];
    public BegunPart Part = new();
}

/// <summary>State that begins at the learning rate in a base class and in a derived one. The rate changes before the first step.</summary>
[Optimize(Optimizer.Asgd)]
internal sealed partial class BegunModel : BegunBase, IReactive
{
    public double[] Wide = new double[5];

    /// <summary>Changes the rate.</summary>
    public void React(int step)
    {
        if (step == 1)
            LearningRate = 0.03;
    }
}

/// <summary>State in 16 bits that begins at a learning rate of its own.</summary>
[Optimize(Optimizer.Rprop, LearningRate = 0.5, StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class BegunPart
{
    public float[] Weights = new float[7];
}

/// <summary>An average with a warm-up.</summary>
[Optimize(Optimizer.Adam), Average(typeof(Ema), Decay = 0.99)]
internal sealed partial class EmaModel
{
    public float[] Weights = new float[99];
    public Half[] Halves = new Half[7];
}

/// <summary>An average over some of the steps.</summary>
[Optimize(Optimizer.Adam), Average(typeof(Swa))]
internal sealed partial class SwaModel
{
    public float[] Weights = new float[99];
}

/// <summary>An average that changes the weights.</summary>
[Optimize(Optimizer.Sgd), Average(typeof(Lookahead))]
internal sealed partial class LookaheadModel
{
    public float[] Weights = new float[99];
}

/// <summary>A loss scale that doubles every third step, and a norm that is clipped.</summary>
[Optimize(Optimizer.Adam), GuardGradients(MaxNorm = 1, LossScale = 1024, GrowthInterval = 3)]
internal sealed partial class GuardedModel : IReactive
{
    public float[] Weights = new float[99];
    public GuardedPart Part = new();

    /// <summary>Spoils the gradients of step 2, so that the scale is halved.</summary>
    public void React(int step)
    {
        if (step == 2)
            Gradients.Weights[5] = float.PositiveInfinity;
    }
}

/// <summary>A part of a guarded model.</summary>
[Optimize(Optimizer.Adam), GuardGradients]
internal sealed partial class GuardedPart
{
    public double[] Wide = new double[5];
}

/// <summary>A step for every four calls.</summary>
[Optimize(Optimizer.Adam), GuardGradients(MicroBatches = 4)]
internal sealed partial class MicroBatchModel : IReactive
{
    public float[] Weights = new float[99];
    public GuardedPart Part = new();
    [SparseGradient] public float[,] Table = new float[50, 3];

    /// <summary>Touches a few rows.</summary>
    public void React(int step) => Gradients.Table[step * 7 % 50][step % 3] += 0.5f + step;
}

/// <summary>Weights that are pruned from step 3 on, among them arrays of arrays.</summary>
[Optimize(Optimizer.AdamW), Prune(Sparsity = 0.8, Begin = 3, End = 11, Every = 2)]
internal sealed partial class PrunedModel
{
    public float[,] Weights = new float[9, 21];
    public double[][] Jagged = [new double[33], new double[70]];
    public float[] Bias = new float[9];
}

/// <summary>Noise on the gradients.</summary>
[Optimize(Optimizer.Sgd, NoiseSeed = 7), Transform(typeof(GradientNoise), Eta = 0.3)]
internal sealed partial class NoisyModel
{
    public float[] Weights = new float[99];
    public LineModel Line;
}

/// <summary>State in 16 bits.</summary>
[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.BFloat16, StateSeed = 3)]
internal sealed partial class BFloat16Model
{
    public float[] Weights = new float[101];
    public Half[] Halves = new Half[33];
    [Parameter(37, 5)] public partial Span<float> Owned { get; }
}

/// <summary>State in 8 bits, and arrays that are too short for it.</summary>
[Optimize(Optimizer.Lamb, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Block8Model
{
    public float[] Weights = new float[4501];
    public float[] Bias = new float[3];
}

/// <summary>Fields of every form.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01)]
internal partial class FormsModel
{
    public Half Half;
    public float[,,] Cube = new float[3, 5, 7];
    public double[][][] Ragged = [[new double[3], new double[40]], [], [new double[7]]];
    public Memory<float> Lent = new float[120].AsMemory(11, 99);
    public Quaternion Rotation;
    public Matrix4x4 Turn;
    public Vector3[] Points = new Vector3[21];
    public float[] Empty = [];
    public float[,] NoRows = new float[0, 7];
    [Parameter(13, 5, WeightDecay = 0, LearningRateScale = 0.5)] public float[] Undecayed = new float[65];
}

/// <summary>Memory of the generated code's own, in a derived class with another rule.</summary>
[Optimize(Optimizer.Lion)]
internal sealed partial class OwnedModel : FormsModel
{
    [Parameter(37, 5)] public partial Span<float> Weights { get; }
    [Parameter] public partial float Scale { get; set; }
}

/// <summary>Values of a structure.</summary>
[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.1)]
internal partial struct LineModel
{
    public float Slope;
    public double Shift;
}

/// <summary>Submodels in every kind of field, one of them twice.</summary>
[Optimize(Optimizer.Sgd, Momentum = 0.9)]
internal sealed partial class NestedModel
{
    public LineModel Line;
    public LineModel[] Lines = new LineModel[3];
    public List<IOptimizable> Layers = [new OwnedModel(), default(LineModel)];
    public EmaModel Averaged = new();
    public FtrlModel? Shared;
    public FtrlModel First = new();
    public AdamModel? Absent;

    public NestedModel() => Shared = First;
}

/// <summary>Tables of which few rows have a gradient.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class SparseModel : IReactive
{
    [SparseGradient] public float[,] Singles = new float[50, 21];
    [SparseGradient, Parameter(50, 3)] public Half[] Halves = new Half[150];
    [SparseGradient, Parameter(50, 21)] public partial Span<double> Doubles { get; }

    /// <summary>Touches a few rows.</summary>
    public void React(int step)
    {
        foreach (int row in (int[])[step * 7 % 50, step * 11 % 50])
        {
            Gradients.Singles[row][row % 21]++;
            Gradients.Halves[row][row % 3]++;
            Gradients.Doubles[row][row % 21]--;
        }
    }
}

/// <summary>The names of another program.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class NamedModel
{
    [Name("hidden")] public NamedLayer Hidden = new();
    [Name("layers")] public NamedLayer[] Layers = [new(), new()];
    [Name("heads")] public float[][] Heads = [new float[3], new float[4]];
    public float[] Plain = new float[2];
}

/// <summary>A layer with the names of PyTorch.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class NamedLayer
{
    [Name("weight")] public float[,] Weights = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

/// <summary>Models that hold models that hold models, of a generic class.</summary>
[Optimize(Optimizer.AdamW)]
internal sealed partial class TreeModel
{
    public Twins<NestedModel> Nested = new();
    public Twins<Twins<PrunedModel>> Pruned = new();
    public double[] Wide = new double[3];
}

/// <summary>Two models of any class.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Twins<T>
    where T : IOptimizable, new()
{
    public T First = new();
    [Parameter(LearningRateScale = 0.5)] public T Second = new();
    public float Mixture;
}
