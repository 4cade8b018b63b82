using System;
using System.Collections.Generic;
using System.Globalization;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Report;

namespace FusedOpt.Benchmarks.Training;

/// <summary>Times whole steps of training, loss, gradients and update, against passes that are written by hand.</summary>
internal static class TrainingRun
{
    private const int RoundsOfCase = 15, Width = 15;

    private static readonly (string Name, Func<ITrainedModel> Create, int Examples, int Inputs, int Classes)[] Cases =
    [
        ("4-16-3, batch 8", () => new Tiny(), 8, 4, 3),
        ("64-128-10, batch 32", () => new Small(), 32, 64, 10),
        ("784-512-128-10, batch 128", () => new Large(), 128, 784, 10),
    ];

    /// <summary>Runs all cases.</summary>
    public static void Run()
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        WriteRow("", "microseconds", "two threads", "TensorPrimitives", "plain loops");
        WriteRow("network", "a step", "times as fast", "times as long", "times as long");
        long allocated = 0;
        foreach ((string name, Func<ITrainedModel> create, int examples, int inputs, int classes) in Cases)
        {
            var batch = new TrainingBatch(examples, inputs, classes);
            var compiled = new CompiledTraining(create(), batch);
            TrainingContender[] byHand = [new PrimitivesTraining(create(), batch), new LoopTraining(create(), batch)];
            foreach (TrainingContender contender in byHand)
                Check(compiled, contender);
            List<Contender> contenders = [compiled, .. byHand];
            if (Environment.ProcessorCount > 1)
                contenders.Add(new Threaded(Column.Threads, new CompiledTraining(create(), batch), threads: 2));
            Sample.WarmUp([.. contenders]);
            (Dictionary<Column, Timing> timings, long bytes) = Rounds.Run([.. contenders], RoundsOfCase, milliseconds: 10);
            allocated += bytes;
            WriteRow(
                name,
                Format(timings[Column.FusedOpt].Nanoseconds / 1000),
                timings.TryGetValue(Column.Threads, out Timing threaded) ? Format(1 / threaded.Ratio) : "-",
                Format(timings[Column.Primitives].Ratio),
                Format(timings[Column.Scalar].Ratio));
        }

        Console.WriteLine();
        Console.WriteLine($"Allocated by the compiled steps that were measured: {allocated} bytes.");
    }

    // Sums in another order differ by far less than a thousandth.
    private static void Check(TrainingContender compiled, TrainingContender byHand)
    {
        compiled.Model.ZeroGradients();
        byHand.Model.ZeroGradients();
        compiled.Reset();
        byHand.Reset();
        var (first, second) = (compiled.Learn(), byHand.Learn());
        if (!(Math.Abs(first - second) <= 1e-3 * Math.Abs(second)))
            throw new InvalidOperationException($"{byHand.Column} has a loss of {second}, not of {first}.");
        for (int layer = 0; layer < compiled.Model.Weights.Length; layer++)
        {
            // A step of Adam moves each weight by the learning rate, in the direction of its gradient: a wrong gradient shows.
            float[] a = compiled.Model.Weights[layer], b = byHand.Model.Weights[layer];
            int differ = 0;
            for (int i = 0; i < a.Length; i++)
                differ += Math.Abs(a[i] - b[i]) > 1e-3 ? 1 : 0;
            if (differ > a.Length / 100)
                throw new InvalidOperationException($"{byHand.Column} has moved {differ} of {a.Length} weights otherwise.");
        }
    }

    private static string Format(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static void WriteRow(string name, params ReadOnlySpan<string> cells)
    {
        Console.Write($"{name,-28}");
        foreach (string cell in cells)
            Console.Write(cell.PadLeft(Width + 2));
        Console.WriteLine();
    }
}
