using System;
using System.Collections.Generic;
using System.Numerics;
using FusedOpt.Averages;
using FusedOpt.Schedules;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>State of every rate that begins at the learning rate and stays there, and state that begins elsewhere.</summary>
[UpdateRule]
public static partial class OwnBeginning
{
    public static void Update(
        ref float parameter,
        float gradient,
        [State(InitialFrom = nameof(learningRate))] ref float each,
        [State(InitialFrom = nameof(learningRate), Per = Per.Row)] ref float row,
        [State(InitialFrom = nameof(learningRate), Per = Per.Column)] ref float column,
        [State(InitialFrom = nameof(learningRate))] ref double whole,
        [State(InitialFrom = nameof(start))] ref float other,
        ref float sum,
        double learningRate = 0.01,
        double start = 2)
    {
        sum += gradient;
        other += Reduce.RowMean(gradient) + Reduce.ColumnMean(gradient);
        parameter -= (each + row + column + (float)whole) * gradient;
    }
}

/// <summary>A rule for elements alone, which can be sparse.</summary>
[UpdateRule]
public static partial class OwnElementBeginning
{
    public static void Update(
        ref float parameter,
        float gradient,
        [State(InitialFrom = nameof(learningRate))] ref float each,
        ref float sum,
        [Interval("[0, 2)", Message = "A rate of 2 diverges")] double learningRate = 0.01)
    {
        sum += gradient;
        parameter -= each * gradient;
    }
}

/// <summary>Every kind of field.</summary>
[Optimize(typeof(OwnBeginning))]
internal partial class BeginningKinds(int length)
{
    public float Number;
    public double Wide;
    public Half Narrow;
    public float[] Weights = new float[length];
    public double[] Doubles = new double[length];
    public Half[,] Halves = new Half[3, 5];
    public float[][] Rows = [new float[length], [], new float[17]];
    public float[][,] Matrices = [new float[3, 4], new float[1, 9]];
    public Memory<float> Lent = new float[length];
    [Parameter(4, 9)] public Memory<double> LentMatrix = new double[36];
    public Vector3 Point;
    public Vector3[] Points = new Vector3[3];
    [Parameter(LearningRateScale = 0.25)] public float[] Slow = new float[length];
    [Parameter(LearningRateScale = 0.25)] public double[][] SlowRows = [new double[2]];
    [Parameter(LearningRate = 0.08)] public float Fast;
    [Parameter(7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
    [Parameter(33, LearningRateScale = 0.25)] public partial Span<float> OwnedSlow { get; }
}

/// <summary>A class derived from one, with parameters of its own.</summary>
[Optimize(typeof(OwnBeginning))]
internal sealed partial class BeginningDerived(int length) : BeginningKinds(length)
{
    public float[] More = new float[5];
    [Parameter(LearningRateScale = 4)] public double Most;
}

/// <summary>State as bfloat16.</summary>
[Optimize(typeof(OwnBeginning), StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class BeginningBFloat16(int length)
{
    public float[] Weights = new float[length];
    public float[][] Rows = [new float[length], new float[3]];
    [Parameter(LearningRateScale = 4)] public Half[] Fast = new Half[length];
    [Parameter(9)] public partial Span<float> Owned { get; }
    [Parameter] public partial float Number { get; set; }
}

/// <summary>State as codes of 8 bits, and of short arrays as floats.</summary>
[Optimize(typeof(OwnBeginning), StatePrecision = StatePrecision.Block8)]
internal sealed partial class BeginningBlock8(int length)
{
    public float[] Weights = new float[length];
    public float[][] Rows = [new float[length], new float[3]];
    [Parameter(LearningRateScale = 4)] public Half[] Fast = new Half[length];
    [Parameter(4100)] public partial Span<float> Owned { get; }
    [Parameter] public partial float Number { get; set; }
}

/// <summary>Sparse tables: the state of all rows is made together.</summary>
[Optimize(typeof(OwnElementBeginning))]
internal sealed partial class BeginningTables
{
    [SparseGradient] public float[,] Grid = new float[9, 5];
    [SparseGradient, Parameter(9, 5, LearningRateScale = 0.25)] public double[] Flat = new double[45];
    [SparseGradient, Parameter(9, 5)] public partial Span<float> Owned { get; }
}

/// <summary>A structure, which may come to be without a constructor.</summary>
[Optimize(typeof(OwnElementBeginning))]
internal partial struct BeginningStructure
{
    public float Number;
    [Parameter(LearningRateScale = 4)] public double Wide;
}

/// <summary>A schedule.</summary>
[Optimize(typeof(OwnElementBeginning)), Schedule(nameof(Rate))]
internal sealed partial class BeginningScheduled
{
    public ISchedule? Rate = new Constant(1).Warmup(4);
    public float[] Weights = new float[3];
    [Parameter(LearningRateScale = 0.25)] public float Slow;
}

/// <summary>Submodels: one with a rate of its own, others that take it from outside.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.5)]
internal sealed partial class BeginningOuter
{
    public BeginningInner Inner = new();
    [Parameter(LearningRateScale = 0.5)] public List<BeginningInner> Several = [new(), new()];
    public BeginningScheduled Scheduled = new() { Rate = new Constant(0.125) };
    public float Weight;
}

[Optimize(typeof(OwnElementBeginning))]
internal sealed partial class BeginningInner
{
    public float[] Weights = new float[3];
}

/// <summary>A guard that skips steps.</summary>
[Optimize(typeof(OwnElementBeginning)), GuardGradients(SkipNonFinite = true)]
internal sealed partial class BeginningGuarded
{
    public float[] Weights = new float[3];
}

/// <summary>A model whose pruned weights begin anew in each step.</summary>
[Optimize(typeof(OwnElementBeginning)), Prune(Sparsity = 0.5, Begin = 1, End = 1)]
internal sealed partial class BeginningPruned
{
    [Parameter(LearningRateScale = 0.25)] public float[,] Weights = { { 1, 2, 3, 4 } };
}

/// <summary>Averages that are exchanged for the weights.</summary>
[Optimize(typeof(OwnElementBeginning)), Average(typeof(Ema))]
internal sealed partial class BeginningAveraged
{
    public float[] Weights = new float[3];
}
