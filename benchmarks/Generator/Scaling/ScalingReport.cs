using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FusedOpt.GeneratorBenchmark.Scaling;

/// <summary>
/// Prints each cost for one of n, size by size. Beside the cost stands the power of n with which it has grown since the size before.
/// </summary>
internal static class ScalingReport
{
    private const int WarmRounds = 8, WarmSize = 400;

    /// <summary>Measures every project at every size and prints the table.</summary>
    /// <param name="options">The projects and sizes.</param>
    /// <param name="output">The writer to print to.</param>
    public static void Run(Options options, TextWriter output)
    {
        Shape[] shapes = [.. Shapes.All.Where(s => s.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
        Warm(shapes);
        bool isFirst = true;
        foreach (Shape shape in shapes)
        {
            Sample? smaller = null;
            foreach (int count in options.Sizes.Where(n => n <= shape.Largest))
            {
                Sample sample = Measurement.Of(shape, count);
                if (isFirst)
                    Head(output, sample);
                isFirst = false;
                output.WriteLine($"| {shape.Name,-28} | {count,5} | {string.Join(" | ", Cells(sample, smaller))} |");
                output.Flush();
                smaller = sample;
            }
        }
    }

    // Runs until the JIT has compiled the measured code: the compiler itself above all.
    private static void Warm(Shape[] shapes)
    {
        for (int i = 0; i < WarmRounds; i++)
            Measurement.Of(Shapes.All[i % 2], WarmSize);
        foreach (Shape shape in shapes)
            Measurement.Of(shape, 10);
    }

    private static void Head(TextWriter output, Sample sample)
    {
        output.WriteLine($"| {"",-28} | {"n",5} | {string.Join(" | ", sample.Figures.Select(f => $"{f.Name,16}"))} |");
        string columns = string.Concat(sample.Figures.Select(_ => new string('-', 17) + ":|"));
        output.WriteLine($"|{new string('-', 30)}|{new string('-', 6)}:|{columns}");
    }

    private static IEnumerable<string> Cells(Sample sample, Sample? smaller)
    {
        for (int i = 0; i < sample.Figures.Count; i++)
        {
            string power = smaller is null ? "" : $"n^{sample.Exponent(smaller, i):N2}";
            yield return $"{sample.Figures[i].Cost / sample.Count,8:N3}  {power,6}";
        }
    }
}
