using System;
using FusedOpt.Averages;
using FusedOpt.Schedules;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>Two fields of one shape.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Declared
{
    public float[] First = [1, 2, 3];
    public float[] Second = [4, 5, 6];
}

/// <summary>Two fields in another order.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Swapped
{
    public float[] Second = new float[3];
    public float[] First = new float[3];
}

/// <summary>Two fields, one of them under a new name.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Renamed
{
    public float[] First = new float[3];
    public float[] Seconds = new float[3];
}

/// <summary>Two fields with another hyperparameter.</summary>
[Optimize(Optimizer.Adam, Beta1 = 0.8)]
internal sealed partial class Tuned
{
    public float[] First = new float[3];
    public float[] Second = new float[3];
}

/// <summary>Two fields with another rule.</summary>
[Optimize(Optimizer.Lion)]
internal sealed partial class Ruled
{
    public float[] First = new float[3];
    public float[] Second = new float[3];
}

/// <summary>Two fields with state in 16 bits.</summary>
[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class Narrow
{
    public float[] First = new float[3];
    public float[] Second = new float[3];
}

/// <summary>One parameter of each type of elements.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Typed
{
    public float[] Single = new float[3];
    public double[] Double = new double[3];
    public Half[] Half = new Half[3];
}

/// <summary>A table of any size.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Sized(int rows, int columns)
{
    public float[,] Table = new float[rows, columns];
}

/// <summary>Tables of no elements, and one that has some.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Hollow
{
    public float[] None = [];
    public float[,] NoRows = new float[0, 7];
    public float[] Some = [1, 2];
    public double[,] NoColumns = new double[3, 0];
    public double[,] NoneEither = new double[3, 0];
}

/// <summary>No model within, and so no tensor.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Tensorless
{
    public Typed? Absent;

    public Tensorless(Typed? absent = null) => Absent = absent;
}

/// <summary>Elements of one, two, four and eight bytes, of which there are odd numbers.</summary>
[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Uneven
{
    public float[] Codes = new float[4099];
    public Half[] Half = new Half[5];
    public float[] Single = new float[3];
    public double[] Double = new double[1];
}

/// <summary>An average of the weights.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1), Average(typeof(Ema), Decay = 0.5)]
internal sealed partial class Averaged
{
    public float[] Weights = [1, 2, 3];
}

/// <summary>A model that another program has written: only the names differ.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Holder
{
    public Declared Part = new();
    public Declared[] Parts = [new(), new()];
}

/// <summary>Two fields whose names are one.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Colliding
{
    [Name("First.exp_avg")] public float[] Second = new float[3];
    public float[] First = new float[3];
}

/// <summary>Two large tables, and a value behind them.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Pair
{
    public required Sized First;
    public required Sized Second;
    public float[] Last = new float[1];
}

/// <summary>A table of doubles.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class WideTable
{
    public double[,] Table = new double[700, 1000];
}

/// <summary>The tables and the value of <see cref="Pair"/> in doubles.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class WidePair
{
    public WideTable First = new();
    public WideTable Second = new();
    public double[] Last = new double[1];
}

/// <summary>A matrix with state of rows and columns, of one column.</summary>
[Optimize(Optimizer.Adafactor)]
internal sealed partial class Narrowest
{
    public float[,] Column = new float[5, 1];
    public float[] One = new float[1];
}

/// <summary>One element, and state of the whole parameter.</summary>
[Optimize(Optimizer.NAdam)]
internal sealed partial class NarrowestWhole
{
    public float[] One = new float[1];
}

/// <summary>Two parts that are stepped alone, each after its own number of micro-batches, and a table of few rows.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Adversaries
{
    public float[] Shared = new float[2];
    [SparseGradient] public float[,] Table = new float[4, 2];
    public Adversary First = new();
    public Adversary Second = new();
}

/// <summary>A part that waits for micro-batches.</summary>
[Optimize(Optimizer.Adam), GuardGradients(MicroBatches = 3)]
internal sealed partial class Adversary
{
    public float[] Weights = [1, 2, 3];
}

/// <summary>A base class that holds models.</summary>
[Optimize(Optimizer.Adam)]
internal partial class Trunk
{
    public Declared Part = new();
    public float[] Own = [1, 2];
}

/// <summary>A derived class with another rule, which prunes.</summary>
[Optimize(Optimizer.Lion), Prune(Sparsity = 0.5)]
internal sealed partial class Branch : Trunk
{
    public float[,] Weights = new float[3, 4];
}

/// <summary>The rate of a schedule.</summary>
[Optimize(Optimizer.Sgd), Schedule(nameof(Rate))]
internal sealed partial class Planned
{
    private static readonly ISchedule Rate = new Linear(0.5, 0.1, steps: 100);
    public float[,] Weights = { { 1, 2 }, { 3, 4 } };
}

/// <summary>A rate of its own.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.25)]
internal sealed partial class Unplanned
{
    public float[,] Weights = { { 1, 2 }, { 3, 4 } };
}

/// <summary>Weights that are pruned.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.25), Prune(Sparsity = 0.5)]
internal sealed partial class Trimmed
{
    public float[,] Weights = { { 1, 2 }, { 3, 4 } };
}

/// <summary>A model with a part more than <see cref="Holder"/> has.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Extended
{
    public Declared Part = new();
    public Declared[] Parts = [new(), new()];
    public Declared Late = new();
}

/// <summary>Two parts of one name.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Namesakes : Trunk
{
    [Name("Part")] public Typed Other = new();
}

/// <summary>An average, in a class that can be extended.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1), Average(typeof(Ema), Decay = 0.5)]
internal partial class Leaf
{
    public float[] Weights = [1, 2, 3];
}

/// <summary>A derived class whose base class moves its parameters.</summary>
[Optimize(Optimizer.Lion), Average(typeof(Ema), Decay = 0.5)]
internal sealed partial class Twig : Leaf
{
    public float[] More = [4, 5];
}

/// <summary>A derived class whose base class does not move its parameters.</summary>
[Optimize(Optimizer.Sgd), Average(typeof(Ema), Decay = 0.5)]
internal sealed partial class Moved : Trunk
{
    public float[] More = [4, 5];
}

/// <summary>A record.</summary>
[Optimize(Optimizer.Sgd), Average(typeof(Ema), Decay = 0.5)]
internal sealed partial record Noted
{
    public float[] Weights = [1, 2, 3];
}

/// <summary>A table with a gradient for each row.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class DenseTable
{
    public float[,] Table = new float[4, 2];
}

/// <summary>A table with a gradient for few rows.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class SparseTable
{
    [SparseGradient] public float[,] Table = new float[4, 2];
}

/// <summary>Two matrices that are pruned.</summary>
[Optimize(Optimizer.Sgd), Prune(Sparsity = 0.5, Begin = 5)]
internal sealed partial class PrunedPair
{
    public float[,] First = { { 1, 2 }, { 3, 4 } };
    public float[,] Second = { { 1, 2 }, { 3, 4 } };
    public float[] Bias = [1, 2];
}

/// <summary>Two matrices, one of which stays dense.</summary>
[Optimize(Optimizer.Sgd), Prune(Sparsity = 0.5, Begin = 5)]
internal sealed partial class DensePair
{
    public float[,] First = { { 1, 2 }, { 3, 4 } };
    [KeepDense] public float[,] Second = { { 1, 2 }, { 3, 4 } };
    [KeepDense] public float[] Bias = [1, 2];
}

/// <summary>Models that move their parameters, and one that does not.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Grove
{
    public Leaf[] Leaves = [new(), new()];
    public Declared Plain = new();
}

/// <summary>Memory that may be a manager's.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Lent
{
    public Memory<float> Weights;
}
