using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>The gradient of random regions, against forward mode and against finite differences.</summary>
public class AdjointTests
{
    private const int Regions = 1500;

    // Gradients are compared with the sum of the magnitudes that go into them. A region has at most some 200 values, each of which rounds a
    // few times by 2^-53: 1e-12 leaves a factor of ten.
    private const double Bound = 1e-12;

    [Fact]
    public void ItIsTheTransposeOfForwardMode()
    {
        var random = new Random(1);
        int tested = 0;
        for (int seed = 0; seed < Regions; seed++)
        {
            Program region = RandomRegions.Create(seed, isSmooth: true);
            (double forward, double backward, double magnitude) = Products(region, Gradient(region), random);
            Assert.True(
                Math.Abs(forward - backward) <= Bound * magnitude,
                $"Seed {seed}: {forward:R} and {backward:R} of {magnitude}\n{ProgramPrinter.Print(region)}");
            tested += magnitude > 0 ? 1 : 0;
        }

        // The outputs of the others are constants, draws, or rounded.
        Assert.InRange(tested, Regions * 2 / 3, Regions);
    }

    // x stop(x) has the gradient of a product with a constant, and is computed as x x.
    [Fact]
    public void NoGradientGoesThroughAStop()
    {
        var builder = new ProgramBuilder();
        int x = builder.Input(0, Rate.Varying, "x");
        int y = builder.Operation(Op.Multiply, x, builder.Operation(Op.StopGradient, x));
        Program region = Generator.Lowering.Regions.Create(
            "Stopped", ElementType.Double, [new("x", Rate.Varying)], [new("y", Rate.Varying, y)], builder.ToInstructions());
        Assert.Equal(region, ProgramParser.Parse(ProgramPrinter.Print(region)));
        double[][] gradient = Interpreter.Run(Gradient(region), 1, 2, [[3, -5], [1, 10]]);
        Assert.Equal([3, -50], gradient[0]);
        Program computed = Pipeline.Region(region);
        Assert.DoesNotContain(computed.Instructions, i => i.Op == Op.StopGradient);
        Assert.Equal([9, 25], Interpreter.Run(computed, 1, 2, [[3, -5]])[0]);
    }

    // The slope is the gradient, whatever it is, and none goes through it or through the value.
    [Fact]
    public void ASurrogateHasTheSlopeThatIsGiven()
    {
        var builder = new ProgramBuilder();
        int x = builder.Input(0, Rate.Varying, "x"), square = builder.Operation(Op.Multiply, x, x);
        int slope = builder.Operation(Op.Add, square, builder.Number(ScalarType.Element, 1));
        int y = builder.Operation(Op.Surrogate, builder.Operation(Op.StopGradient, square), x, slope);
        int sum = builder.Operation(Op.Add, builder.Operation(Op.Multiply, y, y), square);
        Program region = Generator.Lowering.Regions.Create(
            "Given", ElementType.Double, [new("x", Rate.Varying)], [new("sum", Rate.Varying, sum)], builder.ToInstructions());
        Assert.Equal(region, ProgramParser.Parse(ProgramPrinter.Print(region)));

        // x^4 + x^2 with x^2 + 1 as the derivative of the inner square.
        double[][] gradient = Interpreter.Run(Gradient(region), 1, 2, [[3, -5], [1, 10]]);
        Assert.Equal([2 * 9 * 10 + 6, 10 * (2 * 25 * 26 - 10)], gradient[0]);
        Program computed = Pipeline.Region(region);
        Assert.DoesNotContain(computed.Instructions, i => i.Op is Op.StopGradient or Op.Surrogate || i is { IsConstant: true });
        Assert.Equal([90, 650], Interpreter.Run(computed, 1, 2, [[3, -5]])[0]);
    }

    // In random regions, products whose factors are given as slopes have the gradient of products.
    [Fact]
    public void SurrogatesOfProductsAreTheTransposeOfForwardMode()
    {
        var random = new Random(5);
        int tested = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Program region = RandomRegions.Create(seed, isSmooth: true), given = region.Rewrite((builder, instruction, _) =>
            {
                int product = builder.Copy(instruction);
                if (instruction.Op != Op.Multiply)
                    return product;
                int y = builder.Operation(Op.StopGradient, product);
                y = builder.Operation(Op.Surrogate, y, instruction.A, instruction.B);
                return builder.Operation(Op.Surrogate, y, instruction.B, instruction.A);
            });
            if (!given.Instructions.Any(i => i.Op == Op.Surrogate))
                continue;
            Assert.Null(Verifier.Check(given));
            (double forward, double backward, double magnitude) = Products(region, Gradient(given), random);
            Assert.True(
                Math.Abs(forward - backward) <= Bound * magnitude,
                $"Seed {seed}: {forward:R} and {backward:R} of {magnitude}\n{ProgramPrinter.Print(given)}");
            tested += magnitude > 0 ? 1 : 0;
        }

        Assert.InRange(tested, 200, 400);
    }

    // An infinite slope is 0 where its branch is not taken.
    [Fact]
    public void NoSlopeLeaksFromABranchThatIsNotTaken()
    {
        Program region = Region(b =>
        {
            int x = b.Input(0, Rate.Varying, "x"), zero = b.Number(ScalarType.Element, 0);
            int slope = b.Operation(Op.Divide, b.Number(ScalarType.Element, 1), x);
            int root = b.Operation(Op.Surrogate, b.Operation(Op.StopGradient, b.Operation(Op.Sqrt, x)), x, slope);
            return (b.Operation(Op.Select, b.Operation(Op.Greater, x, zero), root, x), Rate.Varying);
        });
        Assert.Equal([1, 1, 1, 0.25], Run(region, 1, 4, [-1, 0, -0.0, 4], new double[4], [1, 1, 1, 1])[0]);
    }

    // A hundredth more in any one product is seen wherever it changes a gradient.
    [Fact]
    public void AFaultIsSeen()
    {
        int changed = 0, seen = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            Program region = RandomRegions.Create(seed, isSmooth: true), gradient = Gradient(region);
            (_, double right, _) = Products(region, gradient, new Random(seed));
            for (int fault = 0; fault < gradient.Instructions.Count; fault++)
            {
                if (gradient.Instructions[fault] is not { Op: Op.Multiply, Type: ScalarType.Element })
                    continue;
                Program wrong = gradient.Rewrite((builder, instruction, position) => position == fault
                    ? builder.Operation(Op.Multiply, builder.Copy(instruction), builder.Number(ScalarType.Element, 1.01))
                    : builder.Copy(instruction));
                (double forward, double backward, double magnitude) = Products(region, wrong, new Random(seed));
                if (Math.Abs(backward - right) <= 2 * Bound * magnitude)
                    continue;
                changed++;
                seen += Math.Abs(forward - backward) > Bound * magnitude ? 1 : 0;
            }
        }

        Assert.InRange(changed, 100, int.MaxValue);
        Assert.Equal(changed, seen);
    }

    [Fact]
    public void ItAgreesWithFiniteDifferences()
    {
        var random = new Random(3);
        for (int seed = 0; seed < 300; seed++)
        {
            Program region = RandomRegions.Create(seed, isSmooth: true);
            (int rows, int columns) = (random.Next(1, 4), random.Next(1, 5));
            double[][] inputs = [.. region.Inputs.Select(i => Numbers(random, Count(i.Rate, rows, columns)))];
            double[][] weights = [.. region.Outputs.Select(o => Numbers(random, Count(o.Rate, rows, columns)))];
            double Value() => Dot(Interpreter.Run(region, rows, columns, inputs), weights);
            double[][] gradients = Interpreter.Run(Gradient(region), rows, columns, [.. inputs, .. weights]);
            for (int input = 0; input < inputs.Length; input++)
            {
                for (int at = 0; at < inputs[input].Length; at++)
                {
                    double x = inputs[input][at], h = Math.Cbrt(Math.Pow(2, -53)) * Math.Max(1, Math.Abs(x));
                    inputs[input][at] = x + h;
                    double above = Value();
                    inputs[input][at] = x - h;
                    double below = Value();
                    inputs[input][at] = x;
                    double expected = (above - below) / (2 * h), actual = gradients[input][at];

                    // The error of a central difference is h^2 times a third derivative, 4e-11 times at most 1e3 for chains of bounded
                    // operations, and that of the two values by 2 h, 2e-11 times their size.
                    double scale = Math.Max(1, Math.Max(Math.Abs(expected), Math.Abs(above)));
                    Assert.True(
                        Math.Abs(expected - actual) <= 1e-7 * scale,
                        $"Seed {seed}, {region.Inputs[input].Name}[{at}]: {expected:R} and {actual:R}\n{ProgramPrinter.Print(region)}");
                }
            }
        }
    }

    // Values of any kind: nothing is checked but that there is a region, which reads and prints.
    [Fact]
    public void EveryRegionHasOne()
    {
        var seen = new HashSet<Op>();
        for (int seed = 0; seed < Regions; seed++)
        {
            Program region = RandomRegions.Create(seed, isSmooth: false, seed % 2 == 0 ? ElementType.Single : ElementType.Double);
            Assert.Null(Verifier.Check(region));
            Assert.Equal(region, ProgramParser.Parse(ProgramPrinter.Print(region)));
            Program gradient = Gradient(region);
            Assert.Equal(gradient, ProgramParser.Parse(ProgramPrinter.Print(gradient)));
            seen.UnionWith(region.Instructions.Select(i => i.Op));

            // And the gradient of the gradient.
            Assert.Null(Verifier.Check(Adjoint.Run(gradient, _ => true)));
        }

        IEnumerable<Op> differentiated = Enum.GetValues<Op>()
            .Where(op => OpTable.Shape(op) is OpShape.Arithmetic or OpShape.Function && op is not (Op.StopGradient or Op.Surrogate));
        Assert.Superset(differentiated.ToHashSet(), seen);
    }

    [Fact]
    public void OnlyWhatIsWantedIsComputed()
    {
        Program region = Region(b => (b.Operation(Op.Pow, b.Input(0, Rate.Varying, "x"), b.Input(1, Rate.Varying, "y")), Rate.Varying));
        Program both = Pipeline.Gradient(region, new EquatableArray<bool>([true, true]));
        Assert.Equal(["xGradient", "yGradient"], both.Outputs.Select(o => o.Name));
        Assert.Contains(both.Instructions, i => i.Op == Op.Log);
        Program first = Pipeline.Gradient(region, new EquatableArray<bool>([true, false]));
        Assert.Equal(["xGradient"], first.Outputs.Select(o => o.Name));
        Assert.DoesNotContain(first.Instructions, i => i.Op == Op.Log);
        Program none = Pipeline.Gradient(region, new EquatableArray<bool>([false, false]));
        Assert.Empty(none.Instructions);
    }

    [Fact]
    public void AnInputThatNothingReadsHasTheGradientZero()
    {
        Program region = Region(b => (b.Input(0, Rate.Varying, "x"), Rate.Varying));
        Assert.Equal([1, 2], Run(region, 1, 2, [3, 4], [5, 6], [1, 2])[0]);
        Assert.Equal([0, 0], Run(region, 1, 2, [3, 4], [5, 6], [1, 2])[1]);
    }

    [Fact]
    public void NamesThatMeetAreToldApart()
    {
        Program region = Region(b => (b.Input(0, Rate.Varying, "x"), Rate.Varying)) with
        {
            Inputs = new InputSlot[] { new("x", Rate.Varying), new("resultGradient", Rate.Varying) }.ToEquatableArray(),
        };
        Program gradient = Gradient(region);
        Assert.Equal(["x", "resultGradient", "resultGradient_"], gradient.Inputs.Select(i => i.Name));
    }

    // The derivative of a branch that is not taken may be infinite or no number.
    [Theory]
    [InlineData(nameof(Op.Sqrt))]
    [InlineData(nameof(Op.Log))]
    [InlineData(nameof(Op.Cbrt))]
    [InlineData(nameof(Op.Reciprocal))]
    public void NothingLeaksFromABranchThatIsNotTaken(string name)
    {
        Op op = Enum.Parse<Op>(name);
        Program region = Region(b =>
        {
            int x = b.Input(0, Rate.Varying, "x");
            int isTaken = b.Operation(Op.Greater, x, b.Number(ScalarType.Element, 0));
            return (b.Operation(Op.Select, isTaken, b.Operation(op, b.Operation(op, x)), x), Rate.Varying);
        });
        double[] gradients = Run(region, 1, 4, [-1, 0, -0.0, 4], new double[4], [1, 1, 1, 1])[0];
        Assert.Equal([1.0, 1.0, 1.0], gradients[..3]);
        Assert.True(double.IsFinite(gradients[3]) && gradients[3] != 0);
    }

    // Nested choices, a power that has no number for both arguments, and a sum over the row within the branch.
    [Fact]
    public void NothingLeaksFromNestedBranchesOrThroughSums()
    {
        Program region = Region(b =>
        {
            int x = b.Input(0, Rate.Varying, "x"), scale = b.Input(1, Rate.Varying, "y"), zero = b.Number(ScalarType.Element, 0);
            int row = b.Reduction(Op.Maximum, Rate.Row, scale);
            int inner = b.Operation(
                Op.Select, b.Operation(Op.Greater, x, b.Number(ScalarType.Element, 2)),
                b.Operation(Op.Log, b.Operation(Op.Multiply, row, b.Operation(Op.Sqrt, x))),
                b.Operation(Op.Pow, x, b.Number(ScalarType.Element, 0.5)));
            return (b.Operation(Op.Select, b.Operation(Op.Less, x, zero), x, inner), Rate.Varying);
        });
        double[][] gradients = Run(region, 2, 3, [-1, -2, -3, -1, 4, 1], [0, 0, 0, 1, 2, 3], [1, 1, 1, 1, 1, 1]);
        Assert.Equal([1, 1, 1, 1, 0.125, 0.5], gradients[0]);
        Assert.Equal([0, 0, 0, 0, 0, 1.0 / 3], gradients[1]);
    }

    // Both branches need one value, whose derivative is infinite where neither is taken.
    [Fact]
    public void AValueOfTwoBranchesCountsInBoth()
    {
        Program region = Region(b =>
        {
            int x = b.Input(0, Rate.Varying, "x"), root = b.Operation(Op.Sqrt, x), one = b.Number(ScalarType.Element, 1);
            int low = b.Operation(
                Op.And, b.Operation(Op.Greater, x, b.Number(ScalarType.Element, 0)), b.Operation(Op.Less, x, one));
            int high = b.Operation(Op.Greater, x, one);
            int inner = b.Operation(Op.Select, high, b.Operation(Op.Add, root, one), x);
            return (b.Operation(Op.Select, low, root, inner), Rate.Varying);
        });
        Assert.Equal([1, 1, 1, 1, 0.25], Run(region, 1, 5, [-1, 0, 0.25, 1, 4], new double[5], [1, 1, 1, 1, 1])[0]);
    }

    [Theory]
    [InlineData(nameof(Op.Max))]
    [InlineData(nameof(Op.Min))]
    public void EqualNumbersShareHalf(string name)
    {
        Op op = Enum.Parse<Op>(name);
        Program region = Region(
            b => (b.Operation(op, b.Input(0, Rate.Varying, "x"), b.Input(1, Rate.Varying, "y")), Rate.Varying));
        double[][] gradients = Run(region, 1, 5, [1, 0.0, -0.0, 3, 2], [1, -0.0, 0.0, 2, 3], [1, 1, 1, 1, 1]);
        double first = op == Op.Max ? 1 : 0;
        Assert.Equal([0.5, 0.5, 0.5, first, 1 - first], gradients[0]);
        Assert.Equal([0.5, 0.5, 0.5, 1 - first, first], gradients[1]);

        // One value twice has all of it.
        Program twice = Region(b => (b.Operation(op, b.Input(0, Rate.Varying, "x"), b.Input(0, Rate.Varying, "x")), Rate.Varying));
        Assert.Equal([1.0, 1.0], Run(twice, 1, 2, [0, 3], new double[2], [1, 1])[0]);
    }

    [Fact]
    public void TheLargestShare()
    {
        Program region = Region(b => (b.Reduction(Op.Maximum, Rate.Row, b.Input(0, Rate.Varying, "x")), Rate.Row));
        double infinity = double.NegativeInfinity;
        Assert.Equal(
            [0, 6, 0, 3, 3, 0, 2, 2, 2, 2, 2, 2],
            Run(region, 4, 3, [1, 3, 2, 0.0, -0.0, -1, 5, 5, 5, infinity, infinity, infinity], new double[12], [6, 6, 6, 6])[0]);
    }

    [Fact]
    public void TheNormOfZerosHasTheGradientZero()
    {
        Program region = Region(b => (b.Reduction(Op.Norm, Rate.Row, b.Input(0, Rate.Varying, "x")), Rate.Row));
        Assert.Equal([0, 0, 1.2, 1.6], Run(region, 2, 2, [0, -0.0, 3, 4], new double[4], [2, 2])[0]);
    }

    [Fact]
    public void KinksHaveTheDerivativesOfTheDocumentation()
    {
        Assert.Equal([-1, 0, 0, 1], DifferentiateFunction(Op.Abs, [-2, 0.0, -0.0, 2]));
        Assert.Equal([0, 0, 0, 0], DifferentiateFunction(Op.Round, [-2.5, 0.0, -0.0, 2]));
        Assert.Equal([0, 0, 0, 0], DifferentiateFunction(Op.Sign, [-2.5, 0.0, -0.0, 2]));
        Assert.Equal([1, 1, 1, 1], DifferentiateFunction(Op.FlushSubnormal, [-2.5, 0.0, 1e-310, 2]));
    }

    // By base and exponent; at base 0, too.
    [Theory]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 0.5, double.PositiveInfinity, 0)]
    [InlineData(2, 0, 0, 0.69314718055994531)]
    [InlineData(2, 3, 12, 5.5451774444795623)]
    public void APowerHasItsLimits(double x, double y, double ofBase, double ofExponent)
    {
        Program region = Region(
            b => (b.Operation(Op.Pow, b.Input(0, Rate.Varying, "x"), b.Input(1, Rate.Varying, "y")), Rate.Varying));
        double[][] gradients = Run(region, 1, 1, [x], [y], [1]);
        Assert.Equal([ofBase, ofExponent], [gradients[0][0], gradients[1][0]]);
    }

    // Every pair of rates, in every operation of two numbers, against the same operation without a broadcast.
    [Fact]
    public void ABroadcastIsASum()
    {
        var random = new Random(4);
        Rate[] rates = [Rate.Tensor, Rate.Row, Rate.Column, Rate.Varying];
        foreach (Op op in new[] { Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Min, Op.Max, Op.Pow, Op.Atan2, Op.CopySign })
        {
            foreach ((Rate left, Rate right) in rates.SelectMany(l => rates.Select(r => (l, r))))
            {
                Program narrow = Binary(op, left, right), wide = Binary(op, Rate.Varying, Rate.Varying);
                double[] a = Positive(random, Count(left, 3, 4)), b = Positive(random, Count(right, 3, 4)), g = Numbers(random, 12);
                var shape = new Snapshot(3, 4, IsMatrix: true, [], []);
                double[] Spread(double[] x, Rate rate) => [.. Enumerable.Range(0, 12).Select(i => x[shape.Index(Rate.Varying, i, rate)])];
                double[][] expected = Run(wide, 3, 4, Spread(a, left), Spread(b, right), g), actual = Run(narrow, 3, 4, a, b, g);
                foreach ((int input, Rate rate) in new[] { (0, left), (1, right) })
                {
                    double[] sums = new double[Count(rate, 3, 4)];
                    for (int i = 0; i < 12; i++)
                        sums[shape.Index(Rate.Varying, i, rate)] += expected[input][i];
                    Assert.Equal(sums.Length, actual[input].Length);
                    Assert.All(sums.Zip(actual[input]), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
                }
            }
        }
    }

    // Linear growth: each layer is used once and uses its predecessor often.
    [Fact]
    public void ItGrowsAsTheRegionDoes()
    {
        int[] lengths = [.. Enumerable.Range(3, 4).Select(power => Gradient(Layers(1 << power)).Instructions.Count)];
        for (int i = 1; i < lengths.Length; i++)
            Assert.InRange(lengths[i], lengths[i - 1], 2.1 * lengths[i - 1]);
    }

    private static Program Layers(int count) => Region(b =>
    {
        int x = b.Input(0, Rate.Varying, "x");
        for (int layer = 0; layer < count; layer++)
        {
            int largest = b.Reduction(Op.Maximum, Rate.Row, x), power = b.Operation(Op.Exp, b.Operation(Op.Subtract, x, largest));
            int sum = b.Operation(Op.Log, b.Reduction(Op.Sum, Rate.Row, power));
            x = b.Operation(Op.Subtract, b.Operation(Op.Subtract, x, largest), sum);
            for (int use = 0; use < 5; use++)
                x = b.Operation(Op.Add, x, b.Operation(Op.Multiply, x, x));
        }

        return (x, Rate.Varying);
    });

    private static Program Binary(Op op, Rate left, Rate right) => Region(
        b =>
        {
            int Element(int input) => b[input].Type == ScalarType.Double ? b.Operation(Op.ToElement, input) : input;
            return (b.Operation(op, Element(b.Input(0, left, "x")), Element(b.Input(1, right, "y"))), Rate.Varying);
        }, left, right);

    private static double[] DifferentiateFunction(Op op, double[] x) => Run(
        Region(b => (b.Operation(op, b.Input(0, Rate.Varying, "x")), Rate.Varying)), 1, x.Length, x, new double[x.Length],
        [.. Enumerable.Repeat(1.0, x.Length)])[0];

    // A region of two inputs and one output.
    private static Program Region(Func<ProgramBuilder, (int, Rate)> build, Rate left = Rate.Varying, Rate right = Rate.Varying)
    {
        var builder = new ProgramBuilder();
        (int value, Rate rate) = build(builder);
        return new Program(
            "Region", null, ElementType.Double, EquatableArray<Hyperparameter>.Empty, EquatableArray<StateSlot>.Empty,
            builder.ToInstructions(), -1, EquatableArray<Requirement>.Empty, ProgramKind.Region)
        {
            Inputs = new InputSlot[] { new("x", left), new("y", right) }.ToEquatableArray(),
            Outputs = new OutputSlot[] { new("result", rate, value) }.ToEquatableArray(),
        }.Verified("the test");
    }

    private static Program Gradient(Program region) => Pipeline.Gradient(region, region.Inputs.Select(_ => true));

    private static double[][] Run(Program region, int rows, int columns, double[] x, double[] y, double[] gradient) =>
        Interpreter.Run(Gradient(region), rows, columns, [x, y, gradient]);

    // The product of the change of the outputs with weights, and that of the direction with the gradient: equal but for rounding.
    private static (double Forward, double Backward, double Magnitude) Products(Program region, Program gradient, Random random)
    {
        (int rows, int columns) = (random.Next(1, 4), random.Next(1, 5));
        double[][] inputs = [.. region.Inputs.Select(i => Numbers(random, Count(i.Rate, rows, columns)))];
        double[][] direction = [.. inputs.Select(i => Numbers(random, i.Length))];
        double[][] weights = [.. region.Outputs.Select(o => Numbers(random, Count(o.Rate, rows, columns)))];
        double[][] changes = Tangent.Run(region, rows, columns, inputs, direction);
        double[][] gradients = Interpreter.Run(gradient, rows, columns, [.. inputs, .. weights]);
        double magnitude = changes.Zip(weights).Concat(gradients.Zip(direction))
            .Sum(pair => pair.First.Zip(pair.Second).Sum(p => Math.Abs(p.First * p.Second)));
        return (Dot(changes, weights), Dot(gradients, direction), magnitude);
    }

    private static double Dot(double[][] left, double[][] right) =>
        left.Zip(right).Sum(pair => pair.First.Zip(pair.Second).Sum(p => p.First * p.Second));

    private static int Count(Rate rate, int rows, int columns) => new Snapshot(rows, columns, IsMatrix: true, [], []).Count(rate);

    private static double[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 4 - 2)];

    private static double[] Positive(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + 0.5)];
}
