using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using FusedOpt.Averages;
using FusedOpt.Schedules;
using FusedOpt.Transforms;

namespace FusedOpt.Aot;

[Optimize(Optimizer.Lamb)]
internal sealed partial class LambModel
{
    public float[] Weights = new float[1500];
    public double[] Wide = new double[700];
    public float Bias;
}

[Optimize(Optimizer.Adafactor)]
internal sealed partial class AdafactorModel
{
    public float[,] Weights = new float[37, 61];
    public double[,] Wide = new double[9, 5];
    public float[] Bias = new float[100];
}

[Optimize(Optimizer.Ftrl, LearningRatePower = -0.7)]
internal sealed partial class FtrlModel
{
    public float[] Weights = new float[1000];
    public double[] Wide = new double[100];
}

[Optimize(Optimizer.ScheduleFreeAdamW)]
internal sealed partial class ScheduleFreeModel
{
    public float[] Weights = new float[1000];
    public double Bias;
}

[Optimize(typeof(Wavy))]
internal sealed partial class FunctionsModel
{
    public float[] Weights = new float[1000];
    public double[] Wide = new double[100];
}

/// <summary>Every function that a rule may call on elements.</summary>
[UpdateRule]
public static partial class Wavy
{
    public static void Update(ref float parameter, float gradient, double learningRate = 0.1)
    {
        float size = RuleMath.Exp(-gradient * gradient) + RuleMath.Log(1f + gradient * gradient) + RuleMath.Cbrt(gradient);
        float turn = RuleMath.Tanh(parameter) + RuleMath.Atan2(gradient, parameter) + RuleMath.Pow(1f + size * size, 0.3f);
        parameter = MathF.FusedMultiplyAdd((float)-learningRate, turn, parameter);
    }
}

[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.BFloat16, StateSeed = 3)]
internal sealed partial class BFloat16Model
{
    public float[] Weights = new float[1500];
    public Half[] Halves = new Half[700];
    [Parameter(37, 5)] public partial Span<float> Owned { get; }
}

[Optimize(Optimizer.Lamb, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Block8Model
{
    public float[] Weights = new float[4500];
    public float[] Bias = new float[700];
}

/// <summary>Fields of every form.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01)]
internal partial class FormsModel
{
    public Half Half;
    public Half[,] Halves = new Half[17, 61];
    public float[,,] Cube = new float[3, 5, 7];
    public double[][][] Ragged = [[new double[3], new double[40]], [], [new double[7]]];
    public Memory<float> Lent = new float[99];
    public Quaternion Rotation;
    public Vector3[] Points = new Vector3[21];
    public Eleven Inline;
    [Parameter(WeightDecay = 0, LearningRateScale = 0.5)] public float[] Undecayed = new float[65];
}

[InlineArray(11)]
internal struct Eleven
{
    private float _first;
}

/// <summary>Memory of the generated code's own, under a rule of one sweep and in a derived class.</summary>
[Optimize(Optimizer.Lion)]
internal sealed partial class OwnedModel : FormsModel
{
    [Parameter(37, 5)] public partial Span<float> Weights { get; }
    [Parameter(37, WeightDecay = 0.1)] public partial Span<float> Bias { get; }
    [Parameter] public partial float Scale { get; set; }
}

/// <summary>A model of owned memory whose rule reduces the whole parameter.</summary>
[Optimize(Optimizer.Adafactor)]
internal sealed partial class OwnedLinesModel
{
    [Parameter(37, 5)] public partial Span<double> Weights { get; }
    [Parameter(600)] public partial Span<double> Bias { get; }
}

[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.1)]
internal partial struct LineModel
{
    public float Slope;
    public double Shift;
}

/// <summary>Submodels, one of them twice.</summary>
[Optimize(Optimizer.Sgd, Momentum = 0.9)]
internal sealed partial class NestedModel
{
    public LineModel Line;
    public LineModel[] Lines = new LineModel[3];
    public List<IOptimizable> Layers = [new OwnedModel(), new OwnedLinesModel(), default(LineModel)];
    public Pair<FtrlModel> Pair = new();
    public FtrlModel? Shared;

    public NestedModel() => Shared = Pair.First;
}

[Optimize(Optimizer.Adam)]
internal sealed partial class Pair<T>
    where T : IOptimizable, new()
{
    public T First = new();
    [Parameter(LearningRateScale = 0.5)] public T Second = new();
    public double Mixture;
}

/// <summary>Tables of which few rows have a gradient, and a learning rate that changes with every step.</summary>
[Optimize(Optimizer.Adam), Schedule(nameof(Rate))]
internal sealed partial class SparseModel
{
    private static readonly ISchedule Rate = new Linear(0.1, 0.01, steps: 15);
    [SparseGradient] public float[,] Singles = new float[50, 21];
    [SparseGradient, Parameter(50, 21)] public Half[] Halves = new Half[50 * 21];
    [SparseGradient, Parameter(50, 21)] public partial Span<double> Doubles { get; }

    public SparseModel()
    {
        foreach (int row in (int[])[3, 49, 0, 17, 3, 31])
        {
            Gradients.Singles[row][row % 21]++;
            Gradients.Halves[row][row % 21]++;
            Gradients.Doubles.Add(row, Doubles.Slice(0, 21));
        }
    }
}

/// <summary>A model with stages around its rule, guarded gradients, and enough elements for several threads.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 1e-2)]
[Transform(typeof(ClipByValue), MaxValue = 0.5), Transform(typeof(ClipByNorm), MaxNorm = 2)]
[Average(typeof(Ema), Decay = 0.99)]
[GuardGradients(MaxNorm = 1, SkipNonFinite = true)]
internal sealed partial class StagedModel
{
    public float[] Weights = new float[100_003];
    public double[,] Table = new double[7, 9];
    public float Scale = 1;
}

/// <summary>Steps over sums of gradients, of a tree and under a guard.</summary>
[Optimize(Optimizer.Lamb), SumGradients, GuardGradients(MaxNorm = 1, SkipNonFinite = true)]
internal sealed partial class SummedModel
{
    public float[] Weights = new float[70_001];
    public Half[][] Halves = [new Half[700], new Half[3]];
    public List<SummedPart> Parts = [new(), new()];
    public SummedPart? Shared;

    public SummedModel() => Shared = Parts[1];
}

[Optimize(Optimizer.AdamW), SumGradients, GuardGradients]
internal sealed partial class SummedPart
{
    [Parameter(37, 5)] public partial Span<float> Weights { get; }
    [Parameter] public partial float Scale { get; set; }
    public double[] Wide = new double[99];
}
