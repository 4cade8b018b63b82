using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Rows;

/// <summary>One who takes steps over some rows of a table.</summary>
internal abstract class RowsContender(Column column, Batches batches) : Contender(column)
{
    private int _next;

    public override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Step(batches.All[_next], batches.Gradients);
            _next = (_next + 1) % Batches.Count;
        }
    }

    // The table is as it was made, and the gradients are those of the batches.
    public override void Reset()
    {
    }

    public override void Write(Gradients kind)
    {
    }

    protected abstract void Step(int[] rows, float[] gradients);
}

/// <summary>FusedOpt: gradients are handed over, the step is taken, gradients are cleared.</summary>
internal sealed class RowsStep(RowsModel model, Batches batches) : RowsContender(Column.FusedOpt, batches)
{
    public override double LearningRate
    {
        get => model.LearningRate;
        set => model.LearningRate = value;
    }

    protected override void Step(int[] rows, float[] gradients)
    {
        model.Gradients.Table.Add(rows, gradients);
        model.Step();
        model.ZeroGradients();
    }
}

/// <summary>A plain loop over rows and columns, which takes the gradients from where they are.</summary>
internal sealed class RowsLoop(int height, Batches batches) : RowsContender(Column.Scalar, batches)
{
    private readonly float[] _first = new float[(long)height * RowsModel.Columns];
    private readonly float[] _second = new float[(long)height * RowsModel.Columns];
    private long _stepCount;

    /// <summary>The table.</summary>
    public float[] Table { get; } = new float[(long)height * RowsModel.Columns];

    protected override void Step(int[] rows, float[] gradients)
    {
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(0.999, ++_stepCount));
        float stepSize = (float)(LearningRate * biasCorrection2Sqrt / (1 - Math.Pow(0.9, _stepCount))),
            epsilonHat = (float)(1e-8 * biasCorrection2Sqrt);
        for (int r = 0; r < rows.Length; r++)
        {
            int start = rows[r] * RowsModel.Columns;
            for (int c = 0; c < RowsModel.Columns; c++)
            {
                float g = gradients[(r * RowsModel.Columns) + c];
                float m = _first[start + c] += 0.1f * (g - _first[start + c]);
                float v = _second[start + c] = 0.999f * _second[start + c] + 0.001f * g * g;
                Table[start + c] -= stepSize * m / (MathF.Sqrt(v) + epsilonHat);
            }
        }
    }
}

/// <summary>Reads and writes the rows of three arrays and computes nothing.</summary>
internal sealed class RowsLimit(int height, Batches batches) : RowsContender(Column.Limit, batches)
{
    private readonly float[][] _arrays = [.. Enumerable.Range(0, 3).Select(_ => new float[(long)height * RowsModel.Columns])];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Step(int[] rows, float[] gradients)
    {
        ref float a = ref _arrays[0][0], b = ref _arrays[1][0], c = ref _arrays[2][0], g = ref gradients[0];
        for (int r = 0; r < rows.Length; r++)
        {
            nuint start = (nuint)rows[r] * RowsModel.Columns, from = (nuint)r * RowsModel.Columns;
            for (nuint i = 0; i < RowsModel.Columns; i += 16)
            {
                Vector512<int> value = Vector512.LoadUnsafe(ref g, from + i).AsInt32();
                (Vector512.LoadUnsafe(ref a, start + i).AsInt32() ^ value).AsSingle().StoreUnsafe(ref a, start + i);
                (Vector512.LoadUnsafe(ref b, start + i).AsInt32() ^ value).AsSingle().StoreUnsafe(ref b, start + i);
                (Vector512.LoadUnsafe(ref c, start + i).AsInt32() ^ value).AsSingle().StoreUnsafe(ref c, start + i);
            }
        }
    }
}
