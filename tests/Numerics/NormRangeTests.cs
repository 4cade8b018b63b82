using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Finite gradients are scaled as the mathematics says, whatever their magnitude: none becomes 0 or NaN because a square or a factor leaves
/// the range.
/// </summary>
public sealed class NormRangeTests : IDisposable
{
    // The lengths of one block, of several, and of elements that threads share.
    public static TheoryData<int> Lengths() => [2, 700, 70_001, 300_007];

    private static readonly double[] Doubles = [1e-320, 3e-308, 1e-200, 1e-162, 1e-154, 1e-100, 1, 1e100, 1.4e154, 1e200, 1e302];
    private static readonly double[] Floats = [1e-40, 1e-38, 1e-20, 1, 1e20, 1e35, 3e38];

    private static readonly int[] Threads = [1, 4];

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [MemberData(nameof(Lengths))]
    public void GuardsClipByTheTrueNorm(int length)
    {
        foreach (double magnitude in Doubles)
        {
            double[] gradient = [.. Directions(length).Select(d => magnitude * d)];
            double norm = Norm(gradient), factor = Math.Min(1 / (norm + 1e-6), 1);
            double[][] stepped = [.. Threads.Select(threads =>
            {
                OptimizeOptions.MaxDegreeOfParallelism = threads;
                var model = new ExtremeDoubles(length);
                gradient.CopyTo(model.Gradients.Weights, 0);
                model.Step();
                Assert.Equal((1, 0), (model.StepCount, model.SkippedSteps));
                AssertClose(norm, model.GradientNorm, 1e-14);
                return model.Weights;
            })];
            Assert.True(stepped[0].AsSpan().SequenceEqual(stepped[1]));
            for (int i = 0; i < length; i++)
                AssertClose(-factor * gradient[i], stepped[0][i], 1e-14);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(70_001)]
    public void GuardsClipNormsBeyondTheLargestDouble(int length)
    {
        var model = new ExtremeDoubles(length);
        Array.Fill(model.Gradients.Weights, 1.5e308);
        model.Step();

        // The factor is a subnormal double, of at least 32 digits.
        Assert.All(model.Weights, w => AssertClose(-1 / Math.Sqrt(length), w, 1e-9));
        Assert.Equal((double.MaxValue, 0), (model.GradientNorm, model.SkippedSteps));

        // A norm that a double cannot hold is no step.
        model = new ExtremeDoubles(length) { MaxGradientNorm = 1e-10 };
        Array.Fill(model.Gradients.Weights, 1.5e308);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(model.Step);
        Assert.Equal(
            "The gradients of ExtremeDoubles have the norm 1.7976931348623157E+308, and the largest is 1E-10: "
            + "a double cannot hold the factor between them. Nothing has changed.",
            refused.Message);
        Assert.Equal((0, 0.0), (model.StepCount, model.Weights[0]));
        model.ZeroGradients();
        model.Step();
        Assert.Equal(1, model.StepCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-3)]
    [InlineData(1e-8)]
    [InlineData(1e-30)]
    public void GuardsClipFloatsByFactorsBelowTheNormalFloats(double maxNorm)
    {
        foreach (double magnitude in Floats)
        {
            var model = new ExtremeFloats(1000) { MaxGradientNorm = maxNorm };
            Array.Fill(model.Gradients.Weights, (float)magnitude);
            model.Gradients.Single = (float)-magnitude;
            model.Step();
            double norm = (float)magnitude * Math.Sqrt(1001), expected = -(float)magnitude * Math.Min(maxNorm / (norm + 1e-6), 1);
            Assert.All(model.Weights.Append(-model.Single), w => AssertCloseFloat(expected, w));
        }
    }

    [Fact]
    public void FiniteGradientsAreNotSkipped()
    {
        foreach ((double first, double second) in new[] { (3e200, 4e200), (1.4e154, 0), (1.5e308, -1.5e308), (1e-200, 0) })
        {
            var model = new OnlySkipped(2);
            (model.Gradients.Weights[0], model.Gradients.Weights[1], model.Gradients.Floats[0]) = (first, second, 1);
            model.Step();
            Assert.Equal((1, 0, 0.0, 0f), (model.StepCount, model.SkippedSteps, model.Unused, model.Floats[1]));
            Assert.Equal(-1e-200 * first, model.Weights[0]);
            Assert.Equal(-1e-200 * second, model.Weights[1]);
        }

        var skipped = new OnlySkipped(2);
        (skipped.Gradients.Weights[0], skipped.Gradients.Weights[1]) = (double.PositiveInfinity, 1e200);
        skipped.Step();
        Assert.Equal((0, 1), (skipped.StepCount, skipped.SkippedSteps));
    }

    [Theory]
    [InlineData(3e200)]
    [InlineData(3e-300)]
    public void SumsAndMicroBatchesAreMeasuredSo(double magnitude)
    {
        var model = new ExtremeSums(700);
        var other = new ExtremeSums.ParameterGradients(model);
        Array.Fill(model.Gradients.Weights, magnitude);
        Array.Fill(other.Weights, 3 * magnitude);
        model.Step(model.Gradients, other);
        model.Step(model.Gradients, other);
        double norm = 2 * magnitude * Math.Sqrt(700);
        AssertClose(norm, model.GradientNorm, 1e-14);
        Assert.All(model.Weights, w => AssertClose(-2 * magnitude * Math.Min(1 / (norm + 1e-6), 1), w, 1e-14));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void TransformsScaleByTheTrueNorm(int length)
    {
        double[] directions = Directions(length);
        for (int k = 0; k < Doubles.Length; k++)
        {
            double magnitude = Doubles[k], narrow = Floats[k % Floats.Length] / 2;
            double[] doubles = [.. directions.Select(d => magnitude * d)];
            double norm = Norm(doubles);
            float[] floats = [.. directions.Select(d => (float)(narrow * d))];
            double narrowNorm = Norm([.. floats.Select(f => (double)f)]);
            (double[] Doubles, float[] Floats) clipped = Stepped(4, () =>
            {
                var m = new ExtremeClipByNorm(length);
                Fill(m.Gradients.Doubles, m.Gradients.Floats);
                m.Step();
                return (m.Doubles, m.Floats);
            });
            (double[] Doubles, float[] Floats) normalized = Stepped(4, () =>
            {
                var m = new ExtremeNormalize(length);
                Fill(m.Gradients.Doubles, m.Gradients.Floats);
                m.Step();
                return (m.Doubles, m.Floats);
            });
            (double[] Doubles, float[] Floats) lars = Stepped(4, () =>
            {
                var m = new ExtremeLars(length);
                m.Doubles[0] = m.Floats[0] = 1;
                Fill(m.Gradients.Doubles, m.Gradients.Floats);
                m.Step();
                (m.Doubles[0], m.Floats[0]) = (m.Doubles[0] - 1, m.Floats[0] - 1);
                return (m.Doubles, m.Floats);
            });

            // A norm that is subnormal has lost some digits.
            double bound = 1e-14 + (double.Epsilon / norm);
            for (int i = 0; i < length; i++)
            {
                AssertClose(-doubles[i] * Math.Min(1 / (norm + 1e-6), 1), clipped.Doubles[i], 1e-14);
                AssertCloseFloat(-floats[i] * Math.Min(1 / (narrowNorm + 1e-6), 1), clipped.Floats[i]);
                AssertClose(-doubles[i] / norm, normalized.Doubles[i], bound);
                AssertCloseFloat(-floats[i] / narrowNorm, normalized.Floats[i]);
                AssertClose(-doubles[i] / norm / 2, lars.Doubles[i], bound, i == 0 ? 1e-15 : 0);
                AssertCloseFloat(-floats[i] / narrowNorm / 2, lars.Floats[i], i == 0 ? 1e-6 : 0);
            }

            void Fill(double[] wide, float[] single)
            {
                doubles.CopyTo(wide, 0);
                floats.CopyTo(single, 0);
            }
        }
    }

    [Fact]
    public void PiecesThatThreadsShareGiveTheSameBits()
    {
        // Each piece has another magnitude, so that sums of all bands meet.
        double[] magnitudes = [1e-200, 1, 1e200, 0, 1e-320, 1e160];
        for (int first = 0; first < magnitudes.Length; first++)
        {
            foreach (int length in new[]
                { 5, Tuning.CooperativePiece, (2 * Tuning.CooperativePiece) + 700, (6 * Tuning.CooperativePiece) - 3 })
            {
                double Magnitude(int i) => magnitudes[(first + (i / Tuning.CooperativePiece)) % magnitudes.Length];
                double[] values = [.. Enumerable.Range(0, length).Select(i => Magnitude(i) * Math.Sin(i + 1))];
                double[] sums = new double[(length + Tuning.CooperativePiece - 1) / Tuning.CooperativePiece];
                sbyte[] bands = new sbyte[sums.Length];
                BlockedSum squares = default;
                for (int start = 0; start < length; start += Tuning.CooperativePiece)
                {
                    squares.Add<AddingSquares, double>(values.AsSpan(start, Math.Min(Tuning.CooperativePiece, length - start)));
                    squares.EndPiece(sums, bands, (nuint)start);
                }

                double norm = default(BlockedSum).Squares(sums, bands).Root().Times(1);
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(FusedOpt.CompilerServices.Norm.Compute(values)), BitConverter.DoubleToInt64Bits(norm));
                AssertClose(values.Any(v => v != 0) ? Norm(values) : 0, norm, 1e-14);
            }
        }
    }

    [Fact]
    public void ClippedOnesOfNormsBeyondTheLargestDoubleAreNotLost()
    {
        // The gradients are scaled as if their norm were the largest double.
        var model = new ExtremeClipByNorm(2);
        (model.Gradients.Doubles[0], model.Gradients.Doubles[1]) = (1.5e308, -1.5e308);
        model.Step();
        AssertClose(-1.5e308 / double.MaxValue, model.Doubles[0], 1e-14);
        Assert.Equal(-model.Doubles[0], model.Doubles[1]);
    }

    [Fact]
    public void RowsAndColumnsHaveTheirTrueNorm()
    {
        foreach (double magnitude in Doubles)
        {
            var model = new ExtremeRows();
            float narrow = (float)Math.Clamp(magnitude, 1e-38, 1e37);
            for (int r = 0; r < 3; r++)
            {
                for (int c = 0; c < 5; c++)
                {
                    model.Gradients.Doubles[r, c] = magnitude * (r + 1) * (c + 1);
                    model.Gradients.Floats[r, c] = narrow * (r + 1) * (c + 1);
                }
            }

            model.Step();
            for (int r = 0; r < 3; r++)
            {
                for (int c = 0; c < 5; c++)
                {
                    double expected = -((c + 1) / Math.Sqrt(55)) - ((r + 1) / Math.Sqrt(14));
                    AssertClose(expected, model.Doubles[r, c], magnitude < 1e-310 ? 1e-3 : 1e-14);
                    AssertCloseFloat(expected, model.Floats[r, c]);
                }
            }
        }
    }

    // The weights are 0, so that the limit is clipping times epsilon.
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(3, 7, false)]
    [InlineData(40, 33, false)]
    [InlineData(3, 7, true)]
    [InlineData(40, 33, true)]
    public void AdaptiveClippingKeepsItsLimit(int rows, int columns, bool isFast)
    {
        foreach (double magnitude in Doubles)
        {
            double narrow = Math.Clamp(magnitude, 1e-40, 1e37), narrowest = Math.Clamp(magnitude, 1e-7, 1e4);
            (double[,] doubles, float[,] floats, Half[,] halves) = (new double[rows, columns],
                new float[rows, columns],
                new Half[rows, columns]);
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++)
                {
                    double direction = Math.Sin((r * columns) + c + 1) + 0.1;
                    (doubles[r, c], floats[r, c], halves[r, c]) = (magnitude * direction,
                        (float)(narrow * direction),
                        (Half)(narrowest * direction));
                }
            }

            (double[,] wide, float[,] single, Half[,] half) = isFast ? Fast(doubles, floats, halves) : Exact(doubles, floats, halves);
            for (int r = 0; r < rows; r++)
            {
                double norm = RowNorm(c => doubles[r, c]),
                    singleNorm = RowNorm(c => floats[r, c]),
                    halfNorm = RowNorm(c => (double)halves[r, c]);
                for (int c = 0; c < columns; c++)
                {
                    AssertClose(Clipped(doubles[r, c], norm, 1e-5), wide[r, c], 2e-14);
                    double limit = 0.01f * 1e-3f;
                    AssertCloseFloat(Clipped(floats[r, c], singleNorm, limit), single[r, c], 0, roundings: 8);
                    AssertClose(Clipped((double)halves[r, c], halfNorm, limit), (double)half[r, c], 1.0 / (1 << 10), (double)Half.Epsilon);
                }
            }
        }

        double RowNorm(Func<int, double> at) => Norm([.. Enumerable.Range(0, columns).Select(at)]);

        static double Clipped(double gradient, double norm, double limit) =>
            norm < limit ? -gradient : -gradient / Math.Max(norm, 1e-6) * limit;

        (double[,] Doubles, float[,] Floats, Half[,] Halves) Exact(double[,] doubles, float[,] floats, Half[,] halves)
        {
            var model = new ExtremeAdaptive(rows, columns);
            (model.Gradients.Doubles, model.Gradients.Floats, model.Gradients.Halves) = (doubles, floats, halves);
            model.Step();
            return (model.Doubles, model.Floats, model.Halves);
        }

        (double[,] Doubles, float[,] Floats, Half[,] Halves) Fast(double[,] doubles, float[,] floats, Half[,] halves)
        {
            var model = new ExtremeFastAdaptive(rows, columns);
            (model.Gradients.Doubles, model.Gradients.Floats, model.Gradients.Halves) = (doubles, floats, halves);
            model.Step();
            return (model.Doubles, model.Floats, model.Halves);
        }
    }

    // A control: a factor that is a subnormal float has 10 digits of 24 left at a norm of 1e37.
    [Fact]
    public void AFactorThatHasLostItsDigitsIsSeen()
    {
        float factor = 1e-5f / 3e38f;
        Assert.ThrowsAny<Exception>(() => AssertCloseFloat(1e-5f, factor * 3e38f, 0, roundings: 8));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(700)]
    [InlineData(5000)]
    public void FastMathAndNarrowTypesScaleByTheTrueNorm(int length)
    {
        double[] directions = Directions(length);
        for (int k = 0; k < Doubles.Length; k++)
        {
            double magnitude = Doubles[k], narrow = Floats[k % Floats.Length] / 2;
            double[] doubles = [.. directions.Select(d => magnitude * d)];
            float[] floats = [.. directions.Select(d => (float)(narrow * d))];
            Half[] halves = [.. directions.Select(d => (Half)(Math.Clamp(magnitude, 1e-7, 3e4) * d))];
            (double norm, double narrowNorm, double halfNorm) = (Norm(doubles),
                Norm([.. floats.Select(f => (double)f)]),
                Norm([.. halves.Select(h => (double)h)]));
            ExtremeFastClipByNorm clipped = new(length);
            (clipped.Gradients.Doubles, clipped.Gradients.Floats, clipped.Gradients.Halves) = (doubles, floats, halves);
            clipped.Step();
            ExtremeFastNormalize normalized = new(length);
            (normalized.Gradients.Doubles, normalized.Gradients.Floats, normalized.Gradients.Halves) = (doubles, floats, halves);
            normalized.Step();
            ExtremeFastGuarded guarded = new(length);
            ExtremeBFloat16 half = new(length);
            ExtremeBlock8 block = new(length);
            guarded.Gradients.Floats = half.Gradients.Floats = block.Gradients.Floats = floats;
            guarded.Step();
            half.Step();
            block.Step();
            for (int i = 0; i < length; i++)
            {
                AssertClose(-doubles[i] * Math.Min(1 / (norm + 1e-6), 1), clipped.Doubles[i], 2e-14);
                AssertClose(-doubles[i] / norm, normalized.Doubles[i], 2e-14 + (double.Epsilon / norm));
                AssertClose(
                    -(double)halves[i] * Math.Min(1 / (halfNorm + 1e-6), 1),
                    (double)clipped.Halves[i],
                    1.0 / (1 << 10),
                    (double)Half.Epsilon);
                AssertClose(-(double)halves[i] / halfNorm, (double)normalized.Halves[i], 1.0 / (1 << 10), (double)Half.Epsilon);
                AssertCloseFloat(-floats[i] / narrowNorm, normalized.Floats[i], 0, roundings: 8);
                double expected = -floats[i] * Math.Min(1 / (narrowNorm + 1e-6), 1);
                foreach (float[] stepped in new[] { clipped.Floats, guarded.Floats, half.Floats, block.Floats })
                    AssertCloseFloat(expected, stepped[i], 0, roundings: 8);
            }
        }
    }

    // The ratio of the norms is beyond the largest float, and the step is not.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1e20, 1)]
    [InlineData(1e20, 1e-30)]
    [InlineData(1e35, 1e-30)]
    [InlineData(1e-30, 1e-30)]
    [InlineData(1e-38, 1)]
    public void LambMovesByAShareOfTheNorm(double weight, double gradient)
    {
        const int Length = 700;
        var model = new ExtremeLamb(Length);
        foreach (int i in new[] { 1, 600 })
        {
            model.Doubles[i] = model.Floats[i] = (float)weight;
            model.Gradients.Doubles[i - 1] = model.Gradients.Floats[i - 1] = (float)gradient;
        }

        model.Step();
        for (int i = 0; i < Length; i++)
        {
            double expected = i is 1 or 600 ? (float)weight : i is 0 or 599 ? -0.5 * (float)weight : 0;
            AssertClose(expected, model.Doubles[i], 1e-6);
            AssertCloseFloat(expected, model.Floats[i], 0, roundings: 16);
        }
    }

    private static (double[] Doubles, float[] Floats) Stepped(int threads, Func<(double[] Doubles, float[] Floats)> step)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        (double[] Doubles, float[] Floats) alone = step();
        OptimizeOptions.MaxDegreeOfParallelism = threads;
        (double[] Doubles, float[] Floats) shared = step();
        Assert.True(alone.Doubles.AsSpan().SequenceEqual(shared.Doubles));
        Assert.True(alone.Floats.AsSpan().SequenceEqual(shared.Floats));
        return alone;
    }

    private static double[] Directions(int length) => [.. Enumerable.Range(0, length).Select(i => Math.Sin(i + 1) + 0.1)];

    // Computed in units of a power of two near the largest, so that no square leaves the range.
    private static double Norm(double[] values)
    {
        int power = -Math.ILogB(values.Max(Math.Abs));
        return Math.ScaleB(Math.Sqrt(BlockSum.Of([.. values.Select(v => Math.ScaleB(v, power)).Select(v => v * v)])), -power);
    }

    private static void AssertClose(double expected, double actual, double relative, double absolute = 0)
    {
        if (!(Math.Abs(expected - actual) <= (relative * Math.Abs(expected)) + absolute + (4 * double.Epsilon)))
            Assert.Fail($"{actual:r} is not {expected:r}");
    }

    // A few roundings, and half of the smallest float where the result is subnormal.
    private static void AssertCloseFloat(double expected, float actual, double absolute = 0, double roundings = 4)
    {
        if (!(Math.Abs(expected - actual) <= (roundings / (1 << 24) * Math.Abs(expected)) + absolute + (2 * float.Epsilon)))
            Assert.Fail($"{actual:r} is not {expected:r}");
    }
}
