using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Report;

namespace FusedOpt.Benchmarks.Rows;

/// <summary>Times steps that touch a thousand rows, in tables of more and more rows.</summary>
internal static class RowsRun
{
    private static readonly int[] Heights = [10_000, 100_000, 1_000_000, 10_000_000];

    public static void Run()
    {
        // The others have one thread, too.
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        Console.WriteLine(Machine.Description);
        Console.WriteLine($"Adam over {Batches.Rows} rows of {RowsModel.Columns} floats a step, out of tables of");
        Console.WriteLine($"{"rows",12}{"ns/touched",12}   times as long as FusedOpt:");
        Console.WriteLine($"{"",12}{"parameter",12}{"limit",10}{"scalar",10}");
        long allocated = 0;
        foreach (int height in Heights)
        {
            allocated += Time(height);
            GC.Collect();
        }

        Console.WriteLine($"Allocated by the steps of FusedOpt that were measured: {allocated} bytes.");
    }

    private static long Time(int height)
    {
        var batches = new Batches(height);
        var model = new RowsModel(height);
        var loop = new RowsLoop(height, batches);
        Contender[] contenders = [new RowsStep(model, batches), new RowsLimit(height, batches), loop];
        Compare(contenders, model, loop);
        foreach (Contender contender in contenders)
        {
            // Memory comes to be when it is first touched.
            contender.LearningRate = 1e-6;
            contender.Run(Batches.Count);
        }

        Sample.WarmUp(contenders);
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds: 31, milliseconds: 5);
        double perParameter = timings[Column.FusedOpt].Nanoseconds / (Batches.Rows * RowsModel.Columns);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{height,12:N0}{perParameter,12:F3}{timings[Column.Limit].Ratio,10:F2}{timings[Column.Scalar].Ratio,10:F2}"));
        return allocated;
    }

    // A step behind, the plain loop must differ; then it must have FusedOpt's bits.
    private static void Compare(Contender[] contenders, RowsModel model, RowsLoop loop)
    {
        ReadOnlySpan<float> table = MemoryMarshal.CreateReadOnlySpan(ref model.Table[0, 0], 10_000 * RowsModel.Columns);
        contenders[0].Run(3);
        loop.Run(2);
        bool differs = !table.SequenceEqual(loop.Table.AsSpan(0, table.Length));
        loop.Run(1);
        if (!differs || !table.SequenceEqual(loop.Table.AsSpan(0, table.Length)))
            throw new InvalidOperationException("The plain loop computes something else, or a step makes no difference.");
    }
}
