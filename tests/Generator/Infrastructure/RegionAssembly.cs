using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Regions;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>The generated classes of regions, compiled.</summary>
internal sealed class RegionAssembly
{
    private static readonly int[] s_widths = [512, 256, 128];

    private readonly Assembly _assembly;

    /// <param name="regions">The regions.</param>
    /// <param name="change">Changes the text of a class.</param>
    public RegionAssembly(IEnumerable<Program> regions, Func<string, string>? change = null)
        : this([.. regions.Select(r => (r, 512))], change)
    {
    }

    /// <param name="regions">The regions, each with the most bits of a vector; 0 for single elements alone.</param>
    /// <param name="change">Changes the text of a class.</param>
    public RegionAssembly(IReadOnlyList<(Program Region, int Width)> regions, Func<string, string>? change = null)
    {
        SyntaxTree[] trees =
        [
            .. regions.SelectMany((r, n) => new[] { Text(r.Region, Name(n), r.Width, change), Caller(r.Region, Name(n)) })
                .Select((text, n) => Testbed.Tree(text, $"{n}.cs")),
        ];
        CSharpCompilation compilation = Testbed.Compile("", options: new(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable)).AddSyntaxTrees(trees);
        Assert.Empty(Testbed.Problems(compilation));
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        _assembly = Assembly.Load(stream.ToArray());
    }

    /// <summary>Returns the file of a region.</summary>
    public static KernelFile File(Program region, string name) => KernelFile.Write(
        name,
        "FusedOpt.Generated.ProjectKernels",
        writer => RegionEmitter.Emit(writer, name, $"{region.Name} over {Keyword(region)}.", RegionLowering.Run(region)));

    /// <summary>Runs a region.</summary>
    /// <param name="number">The number of the region.</param>
    /// <param name="region">The region.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="inputs">The values of each input.</param>
    /// <param name="start">The number that each element of the outputs has before.</param>
    /// <returns>The values of each output.</returns>
    public double[][] Run(int number, Program region, int rows, int columns, double[][] inputs, double start = 0)
    {
        var shape = new Snapshot(rows, columns, IsMatrix: true, [], []);
        return Run(
            number, region, rows, columns, inputs,
            [.. region.Outputs.AsEnumerable().Select(o => Enumerable.Repeat(start, shape.Count(o.Rate)).ToArray())]);
    }

    /// <summary>Runs a region.</summary>
    /// <param name="number">The number of the region.</param>
    /// <param name="region">The region.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="inputs">The values of each input.</param>
    /// <param name="start">The values of each output before.</param>
    /// <returns>The values of each output.</returns>
    public double[][] Run(int number, Program region, int rows, int columns, double[][] inputs, double[][] start)
    {
        Array[] before = [.. inputs.Select((values, i) => Convert(region, region.Inputs[i].Rate, values))];
        Array[] outputs = [.. start.Select((values, o) => Convert(region, region.Outputs[o].Rate, [.. values]))];
        _assembly.GetType("Call" + Name(number))!.GetMethod("Run")!
            .CreateDelegate<Action<int, int, Array[], Array[]>>()(rows, columns, before, outputs);
        return [.. outputs.Select(o => o is float[] singles ? Array.ConvertAll(singles, x => (double)x) : (double[])o)];
    }

    private static string Name(int number) => FormattableString.Invariant($"Region{number}");

    private static string Keyword(Program region) => Kernel.Keyword(region.Element);

    private static Array Convert(Program region, Rate rate, double[] values) =>
        rate == Rate.Tensor || region.Element == ElementType.Double ? values : Array.ConvertAll(values, x => (float)x);

    private static string Text(Program region, string name, int width, Func<string, string>? change)
    {
        string text = File(region, name).Text;
        foreach (int bits in s_widths.Where(b => b > width))
            text = text.Replace(FormattableString.Invariant($"Vector{bits}.IsHardwareAccelerated"), "false", StringComparison.Ordinal);
        return "#pragma warning disable CS0162, CS1718\n" + (change?.Invoke(text) ?? text);
    }

    private static string Caller(Program region, string name)
    {
        string Argument(string array, int number, Rate rate) => rate == Rate.Tensor
            ? FormattableString.Invariant($"((double[]){array}[{number}])[0]")
            : FormattableString.Invariant($"({Keyword(region)}[]){array}[{number}]");
        IEnumerable<string> arguments = region.Inputs.AsEnumerable().Select((input, i) => Argument("inputs", i, input.Rate))
            .Concat(region.Outputs.AsEnumerable().Select(
                (output, o) => (output.Rate == Rate.Tensor ? "ref " : "") + Argument("outputs", o, output.Rate)));
        return $$"""
            public static class Call{{name}}
            {
                public static void Run(int rows, int columns, System.Array[] inputs, System.Array[] outputs) =>
                    FusedOpt.Generated.ProjectKernels.{{name}}.Run({{string.Join(", ", arguments.Prepend("columns").Prepend("rows"))}});
            }
            """;
    }
}
