using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Passes;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests.Regions;

/// <summary>Generated code of regions beside the interpreter, and in every width of vectors.</summary>
public class RegionTests
{
    // Values of smooth regions are of the order of 1. Some 100 operations with an error of some 2^-53 each, sums of up to 600 terms, and
    // derivatives of some 100 in between leave 100 * 600 * 100 * 2^-53, which is below 1e-9.
    private const double Tolerance = 1e-9;

    private static readonly int[] s_widths = [512, 256, 128, 0];

    private static readonly (int Rows, int Columns)[] s_shapes = [(1, 1), (3, 7), (5, 16), (2, 33), (1, 600)];

    [Fact]
    public void RegionsAndTheirGradientsAreThoseOfTheInterpreter()
    {
        Program[] regions = [.. Sketches(ElementType.Double), .. Random(isSmooth: true, ElementType.Double).Take(16)];
        var assembly = new RegionAssembly(regions);
        for (int n = 0; n < regions.Length; n++)
        {
            foreach ((int rows, int columns) in s_shapes)
            {
                double[][] inputs = Inputs(regions[n], rows, columns, n);
                double[][] expected = Expected(regions[n], rows, columns, inputs, start: 0.5);
                AssertClose(expected, assembly.Run(n, regions[n], rows, columns, inputs, start: 0.5), regions[n]);
            }
        }

        int[] kinds = [.. regions.SelectMany(r => r.Outputs).GroupBy(o => o.Rate).Select(g => g.Count())];
        Assert.Equal(4, kinds.Length);
        RowTermKind[] terms = [.. regions.SelectMany(r => RowForm.Run(r).Outputs).SelectMany(o => o.Terms).Select(t => t.Kind).Distinct()];
        Assert.Equal(Enum.GetValues<RowTermKind>(), terms.Order());
    }

    // Without reductions of rows and functions, the interpreter does the same operations in the same order.
    [Fact]
    public void WithoutReductionsAndFunctionsBitsAreEqual()
    {
        Program[] regions = [.. Random(isSmooth: false, ElementType.Double).Where(IsExact).Take(16)];
        var assembly = new RegionAssembly(regions);
        for (int n = 0; n < regions.Length; n++)
        {
            foreach ((int rows, int columns) in s_shapes)
            {
                double[][] inputs = Inputs(regions[n], rows, columns, n);
                double[][] expected = Expected(regions[n], rows, columns, inputs, start: 0);
                Assert.True(HaveSameBits(expected, assembly.Run(n, regions[n], rows, columns, inputs)), ProgramPrinter.Print(regions[n]));
            }
        }

        Assert.Contains(regions, r => r.Outputs.Any(o => o.Rate == Rate.Column));
    }

    [Fact]
    public void BitsDoNotDependOnTheWidthOfVectors()
    {
        Program[] regions =
        [
            .. Sketches(ElementType.Single).Skip(4), .. Sketches(ElementType.Double).Skip(4),
            .. Random(isSmooth: true, ElementType.Single).Skip(20).Take(2),
        ];
        var assembly = new RegionAssembly([.. regions.SelectMany(r => s_widths.Select(w => (r, w)))]);
        for (int n = 0; n < regions.Length; n++)
        {
            foreach ((int rows, int columns) in s_shapes)
            {
                double[][] inputs = Inputs(regions[n], rows, columns, n);
                double[][][] results =
                [
                    .. s_widths.Select((_, w) => assembly.Run((n * s_widths.Length) + w, regions[n], rows, columns, inputs, start: 0.1)),
                ];
                Assert.All(results, r => Assert.True(HaveSameBits(results[0], r), ProgramPrinter.Print(regions[n])));
            }
        }
    }

    // Controls: a row that replaces the sum instead of adding to it, a sum that misses a row, and rows in another order.
    [Fact]
    public void WrongCodeIsSeen()
    {
        Program gradient = RegionSketch.Gradient(RegionSketch.LayerNorm(ElementType.Single));
        (int rows, int columns) = (5, 16);
        double[][] inputs = Inputs(gradient, rows, columns, 1);
        double[][] Run(string from, string to) => new RegionAssembly(
            [gradient],
            change: text =>
            {
                Assert.Contains(from, text, StringComparison.Ordinal);
                return text.Replace(from, to, StringComparison.Ordinal);
            }).Run(0, gradient, rows, columns, inputs, start: 0.1);
        double[][] right = Run("namespace", "namespace");
        Assert.True(HaveSameBits(right, Run("int row = 0", "int row = 0")));
        Assert.False(HaveSameBits(right, Run("TVector.Load(ref biasGradientRef, i) + ", "")));
        Assert.False(HaveSameBits(right, Run("row < rows", "row < rows - 1")));
        double[][] backwards = Run("start = row * columns", "start = (rows - 1 - row) * columns");
        Assert.True(HaveSameBits([right[0]], [backwards[0]]));
        Assert.False(HaveSameBits(right, backwards));
    }

    [Fact]
    public void SpansOfAnotherLengthThrow()
    {
        Program region = RegionSketch.LayerNorm(ElementType.Double);
        var assembly = new RegionAssembly([region]);
        double[][] inputs = Inputs(region, 3, 4, 0);
        assembly.Run(0, region, 3, 4, inputs);
        Assert.Throws<ArgumentOutOfRangeException>(() => assembly.Run(0, region, 3, 4, [inputs[0], inputs[1][..3], inputs[2]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => assembly.Run(0, region, 3, 4, [inputs[0][..11], inputs[1], inputs[2]]));
    }

    [Fact]
    public void NoRowsAndNoColumnsAreNoProblem()
    {
        Program[] regions = [.. Sketches(ElementType.Single)];
        var assembly = new RegionAssembly(regions);
        for (int n = 0; n < regions.Length; n++)
        {
            foreach ((int rows, int columns) in new[] { (0, 0), (0, 3), (2, 0) })
                assembly.Run(n, regions[n], rows, columns, Inputs(regions[n], rows, columns, n));
        }
    }

    // The parameters and the region's variables have the names of everything that the methods use themselves.
    [Fact]
    public void AnyNameWillDo()
    {
        var sketch = new RegionSketch();
        string[] names = ["class", "rows", "start", "i", "Sum", "TVector", "count", "Body1", "xRow", "Run", "value"];
        int sum = names.Select(n => sketch.Input(n, Rate.Varying)).ToArray().Aggregate((a, b) => sketch.Do("length", Op.Add, a, b));
        int row = sketch.Input("row", Rate.Row), number = sketch.Input("columns", Rate.Tensor);
        int share = sketch.Do("Scratch", Op.Divide, sum, sketch.Reduce("Mean", Op.Mean, sketch.Do("Norm", Op.Multiply, sum, row)));
        sketch.Output("Loop", Rate.Varying, sketch.Do("Loop1", Op.Multiply, share, sketch.Do(null, Op.ToElement, number)));
        sketch.Output("Math", Rate.Row, sketch.Reduce("Maximum", Op.Maximum, share));
        Program region = sketch.Build("Region0", ElementType.Double);
        double[][] inputs = Inputs(region, 3, 5, 3);
        double[][] actual = new RegionAssembly([region]).Run(0, region, 3, 5, inputs);
        AssertClose(Interpreter.Run(region, 3, 5, inputs), actual, region);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ValuesOfAllRowsAreRefusedByName(bool isVarying)
    {
        var sketch = new RegionSketch();
        int x = sketch.Input("x", Rate.Varying), sum = sketch.Reduce("all", Op.Sum, x, Rate.Column);
        sketch.Output("y", isVarying ? Rate.Varying : Rate.Column, sketch.Do("shifted", Op.Subtract, isVarying ? x : sum, sum));
        var problem = Assert.Throws<InvalidOperationException>(() => RegionLowering.Run(sketch.Build("Wrong", ElementType.Double)));
        Assert.Equal("Wrong: %2 Subtract (shifted) depends on all rows at once.", problem.Message);
    }

    // A batch has the bits of its rows, added one after the other, also where a term depends on no row.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ABatchHasTheBitsOfOneCallForEachRow(bool isSingle)
    {
        ElementType element = isSingle ? ElementType.Single : ElementType.Double;
        Program[] regions =
        [
            SumsOfNumbers(element), BiasGradient(element),
            .. Sketches(element).Concat(Random(isSmooth: true, element)).Where(r => !SeesTheNumberOfRows(r)).Take(20),
        ];
        var assembly = new RegionAssembly(regions);
        for (int n = 0; n < regions.Length; n++)
        {
            foreach ((int rows, int columns) in s_shapes)
            {
                double[][] inputs = Inputs(regions[n], rows, columns, n);
                double[][] expected = RowAfterRow(assembly, n, regions[n], rows, columns, inputs, start: 0.1);
                double[][] actual = assembly.Run(n, regions[n], rows, columns, inputs, start: 0.1);
                Assert.True(HaveSameBits(expected, actual), ProgramPrinter.Print(regions[n]));
            }
        }
    }

    // 0.1 added 100 times is not 10: products with the number of rows have other bits.
    [Fact]
    public void NumbersAreAddedOnceForEachRow()
    {
        Program region = SumsOfNumbers(ElementType.Double);
        double[][] inputs = [[0.1], new double[100]];
        double[][] actual = new RegionAssembly([region]).Run(0, region, 100, 1, inputs);
        AssertClose(Expected(region, 100, 1, inputs, start: 0), actual, region);
        double sum = Enumerable.Repeat(0.1, 100).Aggregate((a, b) => a + b);
        Assert.NotEqual(100 * 0.1, sum);
        Assert.All(region.Outputs.Zip(actual), o => Assert.Equal(o.First.Name == "mixed" ? sum + 100 : sum, o.Second[0], Tolerance));
        Assert.All(region.Outputs.Zip(actual).Where(o => o.First.Name != "mixed"), o => Assert.Equal(sum, o.Second[0]));
    }

    // The interpreter counts such a value once, so that it is no sum of rows.
    [Fact]
    public void ColumnsThatAreNoSumAreRefusedByName()
    {
        var sketch = new RegionSketch();
        int bias = sketch.Input("bias", Rate.Column);
        sketch.Input("x", Rate.Varying);
        sketch.Output("y", Rate.Column, sketch.Do("twice", Op.Add, bias, bias));
        var problem = Assert.Throws<InvalidOperationException>(() => RegionLowering.Run(sketch.Build("Wrong", ElementType.Double)));
        Assert.Equal("Wrong: %2 Add (twice) depends on no row.", problem.Message);
    }

    // A function that two sweeps need is computed by the first, and a difference by both.
    [Fact]
    public void OnlyExpensiveValuesAreKept()
    {
        RegionIr softmax = RegionLowering.Run(RegionSketch.Softmax(ElementType.Single));
        Assert.Equal(["e"], softmax.Intermediates.Select(v => softmax.Program.Instructions[v].Name!));
        RegionIr norm = RegionLowering.Run(RegionSketch.LayerNorm(ElementType.Single));
        Assert.Equal([Op.Multiply], norm.Intermediates.Select(v => norm.Program.Instructions[v].Op));
        Assert.Equal(2, norm.Sweeps.Count(s => s.Computed.Any(v => norm.Program.Instructions[v].Name == "centered")));
        Assert.True(RegionLowering.Run(RegionSketch.Gelu(ElementType.Single)).IsFlat);
    }

    // The gradient of the bias needs no sweep of its own.
    [Fact]
    public void OutputsWaitForASweepThatHasToBe()
    {
        RegionIr gradient = RegionLowering.Run(RegionSketch.Gradient(RegionSketch.LayerNorm(ElementType.Single)));
        Assert.Equal(4, gradient.Sweeps.Count(s => s.Stores.Count > 0));
        RegionSweep first = gradient.Sweeps.First(s => s.Stores.Any(p => p.Stream.Kind == StreamKind.Output));
        Assert.Contains(first.Stores, p => p.Stream.Kind == StreamKind.Intermediate);
    }

    private static IEnumerable<Program> Sketches(ElementType element)
    {
        Program[] regions =
        [
            RegionSketch.Softmax(element), RegionSketch.LayerNorm(element), RegionSketch.Gelu(element), RegionSketch.SquaredError(element),
        ];
        return regions.Concat(regions.Select(RegionSketch.Gradient));
    }

    // Random regions and their gradients that can be computed row by row.
    private static IEnumerable<Program> Random(bool isSmooth, ElementType element) => Enumerable.Range(0, 4000)
        .Select(seed => RandomRegions.Create(seed, isSmooth, element))
        .SelectMany(r => new[] { r, RegionSketch.Gradient(r) })
        .Where(r => r.Instructions.Any(i => i.Rate == Rate.Varying) && CanRun(r));

    private static bool CanRun(Program region)
    {
        if (region.Instructions.Any(i => i.IsDraw || i.Op is Op.StopGradient or Op.Surrogate || OpTable.IsEstimate(i.Op)))
            return false;
        try
        {
            RowRegion row = RowForm.Run(region);
            return row.Program.Instructions.Count(i => i is { IsInput: false, IsConstant: false, Rate: >= Rate.Row }) > 2;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // Sums of a value that is the same for all rows, in each form that sums have.
    private static Program SumsOfNumbers(ElementType element)
    {
        var sketch = new RegionSketch();
        int number = sketch.Input("number", Rate.Tensor), x = sketch.Input("x", Rate.Varying);
        int share = sketch.Do(null, Op.ToElement, number);
        int rows = sketch.Do(null, Op.ToDouble, sketch.Builder.Count(Rate.Column));
        int rowsOfElements = sketch.Do(null, Op.ToElement, rows);
        int columnSum = sketch.Reduce(null, Op.Sum, share, Rate.Column);
        sketch.Output("columns", Rate.Column, columnSum);
        sketch.Output("products", Rate.Column, sketch.Do(null, Op.Multiply, share, rowsOfElements));
        sketch.Output("mixed", Rate.Column, sketch.Do(
            null, Op.Add, columnSum, sketch.Reduce(null, Op.Sum, sketch.Do(null, Op.Exp, x), Rate.Column)));
        sketch.Output("total", Rate.Tensor, sketch.Reduce(null, Op.Sum, share, Rate.Tensor));
        sketch.Output("product", Rate.Tensor, sketch.Do(null, Op.Multiply, number, rows));
        sketch.Output(
            "mean", Rate.Tensor, sketch.Do(null, Op.Multiply, sketch.Reduce(null, Op.Mean, share, Rate.Tensor), rows));
        return sketch.Build("SumsOfNumbers", element);
    }

    // The gradient of a bias that is added to each row, whose sum every row contributes equally.
    private static Program BiasGradient(ElementType element)
    {
        var sketch = new RegionSketch();
        int shifted = sketch.Do(null, Op.Add, sketch.Input("x", Rate.Varying), sketch.Input("b", Rate.Column));
        sketch.Output("loss", Rate.Tensor, sketch.Reduce(null, Op.Sum, shifted, Rate.Tensor));
        return RegionSketch.Gradient(sketch.Build("Bias", element));
    }

    private static bool SeesTheNumberOfRows(Program region) =>
        RowForm.Run(region) is var row
        && (row.Program.Instructions.Any(i => i is { Op: Op.Count, Payload.Rate: not Rate.Row })
            || row.Outputs.Any(o => o.Terms.Any(t => t.Kind == RowTermKind.Once)));

    private static double[][] RowAfterRow(
        RegionAssembly assembly, int number, Program region, int rows, int columns, double[][] inputs, double start)
    {
        var shape = new Snapshot(rows, columns, IsMatrix: true, [], []);
        double[][] all = [.. region.Outputs.AsEnumerable().Select(o => Enumerable.Repeat(start, shape.Count(o.Rate)).ToArray())];
        Range Row(Rate rate, int row) => rate switch
        {
            Rate.Varying => (row * columns)..((row + 1) * columns),
            Rate.Row => row..(row + 1),
            _ => Range.All,
        };
        for (int row = 0; row < rows; row++)
        {
            double[][] results = assembly.Run(
                number, region, 1, columns,
                [.. inputs.Select((values, i) => values[Row(region.Inputs[i].Rate, row)])],
                [.. all.Select((values, o) => values[Row(region.Outputs[o].Rate, row)])]);
            for (int o = 0; o < all.Length; o++)
                results[o].CopyTo(all[o].AsSpan()[Row(region.Outputs[o].Rate, row)]);
        }

        return all;
    }

    private static bool IsExact(Program region)
    {
        RowRegion row = RowForm.Run(region);
        return row.Program.Instructions.All(
                i => OpTable.Shape(i.Op) is not (OpShape.Function or OpShape.UniformFunction or OpShape.Reduction))
            && region.Outputs.All(o => o.Rate != Rate.Column || region.Instructions[o.Value].Op != Op.Add)
            && row.Outputs.All(o => o.Rate != Rate.Tensor || o.Terms.All(t => t.Kind == RowTermKind.Once));
    }

    private static double[][] Inputs(Program region, int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var shape = new Snapshot(rows, columns, IsMatrix: true, [], []);
        return
        [
            .. region.Inputs.AsEnumerable().Select(i => Enumerable.Range(0, shape.Count(i.Rate))
                .Select(_ => (random.NextDouble() * 4) - 2)
                .ToArray()),
        ];
    }

    private static double[][] Expected(Program region, int rows, int columns, double[][] inputs, double start) =>
    [
        .. Interpreter.Run(region, rows, columns, inputs).Select((values, o) => region.Outputs[o].Rate is Rate.Column or Rate.Tensor
            ? values.Select(v => start + v).ToArray()
            : values),
    ];

    private static void AssertClose(double[][] expected, double[][] actual, Program region)
    {
        foreach ((double[] wanted, double[] found) in expected.Zip(actual))
        {
            Assert.Equal(wanted.Length, found.Length);
            foreach ((double w, double f) in wanted.Zip(found))
            {
                Assert.True(
                    w.Equals(f) || Math.Abs(w - f) <= Tolerance * Math.Max(1, Math.Abs(w)), $"{w} {f}\n{ProgramPrinter.Print(region)}");
            }
        }
    }

    private static bool HaveSameBits(double[][] left, double[][] right) => left.Zip(right).All(
        pair => pair.First.Select(BitsOf).SequenceEqual(pair.Second.Select(BitsOf)));

    // A NaN has many.
    private static long BitsOf(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);
}
