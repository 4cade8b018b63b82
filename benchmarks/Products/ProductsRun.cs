using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Report;
using FusedOpt.CompilerServices;
using Samples.Shared;

namespace FusedOpt.Benchmarks.Products;

/// <summary>Times products of matrices against OpenBLAS, TensorPrimitives, plain loops and a ceiling.</summary>
internal static class ProductsRun
{
    private const int RoundsOfCase = 15, Width = 13;

    private static readonly ProductForm[] Forms = Enum.GetValues<ProductForm>();

    /// <summary>Runs the cases that have a text in their name; all for null.</summary>
    public static void Run(string? filter)
    {
        (ProductShape Shape, ProductForm Form)[] cases = GetCases(ProductShape.All, filter);
        if (cases.Length == 0)
            throw new UsageException($"no case has '{filter}' in its name");

        OptimizeOptions.MaxDegreeOfParallelism = 1;
        long start = Stopwatch.GetTimestamp();
        OpenBlas[] libraries = OpenBlas.Load(out string outcome);
        Console.WriteLine(Machine.Description);
        Console.WriteLine(outcome);
        Console.WriteLine(Ceiling.Description);
        Console.WriteLine();
        long allocated = RunOnOneThread(cases, libraries);
        allocated += RunOnTwoThreads(GetCases(ProductShape.Threaded, filter));
        Console.WriteLine();
        Console.WriteLine($"Allocated by the products of FusedOpt that were measured: {allocated} bytes.");
        Console.WriteLine(FormattableString.Invariant($"Took {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s."));
    }

    private static (ProductShape Shape, ProductForm Form)[] GetCases(ProductShape[] shapes, string? filter) =>
    [
        .. from shape in shapes
           from form in Forms
           where filter is null || ProductOperands.GetName(shape, form).Contains(filter, StringComparison.OrdinalIgnoreCase)
           select (shape, form),
    ];

    private static long RunOnOneThread((ProductShape Shape, ProductForm Form)[] cases, OpenBlas[] libraries)
    {
        WriteRow("", "", "exact", "share of", "contracted", "OpenBLAS", "exact time", "   times as long as exact:");
        WriteRow("n x k x o", "form", "GFLOP/s", "ceiling", "GFLOP/s", "GFLOP/s", "/ OpenBLAS's", "TensorPr.", "naive");
        long allocated = 0;
        List<double> ceilings = [];
        foreach ((ProductShape shape, ProductForm form) in cases)
        {
            var operands = new ProductOperands(shape, form);
            var referee = new ProductReferee(operands);
            Contender[] contenders =
            [
                new FusedProduct<Exact>(Column.FusedOpt, operands),
                new FusedProduct<Contracted>(Column.FastMath, operands),
                new PrimitivesProduct(operands),
                new NaiveProduct(operands),
                .. libraries.Select((library, i) => new BlasProduct(i == 0 ? Column.OpenBlas : Column.OpenBlasWide, library, operands)),
            ];
            foreach (Contender contender in contenders)
                referee.Check(contender, isExact: contender.Column is Column.FusedOpt or Column.Scalar);
            contenders = [.. contenders, new Ceiling()];
            Sample.WarmUp(contenders);
            (Dictionary<Column, Timing> timings, long bytes) = Rounds.Run(contenders, RoundsOfCase, milliseconds: 5);
            allocated += bytes;
            ceilings.Add(Ceiling.Operations / timings[Column.Ceiling].Nanoseconds);
            WriteCase(shape, form, timings);

            // Collects the memory of this case, which would otherwise be collected while the next one is timed.
            GC.Collect();
        }

        Console.WriteLine($"The ceiling was {Format(ceilings.Min(), "F1")} to {Format(ceilings.Max(), "F1")} GFLOP/s.");
        return allocated;
    }

    private static void WriteCase(ProductShape shape, ProductForm form, Dictionary<Column, Timing> timings)
    {
        Timing? blas = timings.TryGetValue(Column.OpenBlas, out Timing found) ? found : null;
        if (timings.TryGetValue(Column.OpenBlasWide, out Timing wide) && wide.Ratio < found.Ratio)
            blas = wide;

        // Operations by nanoseconds are GFLOP/s.
        WriteRow(
            shape.Name,
            ProductOperands.GetName(form),
            Format(shape.Operations / timings[Column.FusedOpt].Nanoseconds, "F1"),
            Format(timings[Column.Ceiling].Ratio * shape.Operations / Ceiling.Operations, "F2"),
            Format(shape.Operations / timings[Column.FastMath].Nanoseconds, "F1"),
            Format(shape.Operations / blas?.Nanoseconds, "F1"),
            Format(1 / blas?.Ratio, "F2"),
            Format(timings[Column.Primitives].Ratio, "F1"),
            Format(timings[Column.Scalar].Ratio, "F1"));
    }

    private static long RunOnTwoThreads((ProductShape Shape, ProductForm Form)[] cases)
    {
        if (cases.Length == 0)
            return 0;
        Console.WriteLine();
        if (Environment.ProcessorCount == 1)
        {
            Console.WriteLine("Two threads: left out, since this machine has one processor.");
            return 0;
        }

        Console.WriteLine("Exact on two threads: times as fast as on one.");
        long allocated = 0;
        foreach ((ProductShape shape, ProductForm form) in cases)
        {
            var operands = new ProductOperands(shape, form);
            var referee = new ProductReferee(operands);
            var alone = new FusedProduct<Exact>(Column.FusedOpt, operands);
            Contender[] contenders = [alone, new Threaded(Column.Threads, alone, threads: 2)];

            // The first products are one thread's, since FusedOpt has to learn their cost: the check comes behind them.
            Sample.WarmUp(contenders);
            foreach (Contender contender in contenders)
                referee.Check(contender, isExact: true);
            (Dictionary<Column, Timing> timings, long bytes) = Rounds.Run(contenders, RoundsOfCase, milliseconds: 20);
            allocated += bytes;
            WriteRow(shape.Name, ProductOperands.GetName(form), Format(1 / timings[Column.Threads].Ratio, "F2"));
            GC.Collect();
        }

        return allocated;
    }

    private static string Format(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void WriteRow(string shape, string form, params ReadOnlySpan<string> cells)
    {
        Console.Write($"{shape,-16}{form,-16}");
        foreach (string cell in cells)
            Console.Write(cell.PadLeft(Width));
        Console.WriteLine();
    }
}
