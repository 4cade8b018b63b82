using System;
using System.Linq;
using System.Numerics;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Rows are normalized as the formulas say, constant rows and rows far from zero, too.</summary>
public class NormalizationTests
{
    private static readonly double[] Gain = [1, 0.5, -2, 1.5], Bias = [0.25, 0, -1, 2];

    [Fact]
    public void ValuesAreThoseOfTheFormulas()
    {
        Check<float>();
        Check<double>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1e-20)]
    [InlineData(1e4)]
    public void ConstantRowsStayFinite(double value)
    {
        foreach (int width in (int[])[1, 3, 512])
        {
            CheckConstant<float>((float)value, width);
            CheckConstant<double>(value, width);
        }
    }

    [Fact]
    public void AVarianceFarFromZeroIsNotNegative()
    {
        double[] row = [.. Number<float>.Draw(512, 9).Select(v => (double)(float)(1e4 + 5e-4 * v))];
        float[] gain = [.. Enumerable.Repeat(1f, 512)], bias = new float[512];
        Vec<float> x = Number<float>.Vector(row);
        float variance = Mean(Square(x - Mean(x))), plain = Mean(x * x) - Mean(x) * Mean(x);
        double mean = row.Average(), exact = row.Average(v => (v - mean) * (v - mean));
        Assert.True(variance > 0);
        Assert.False(plain > 0 && Math.Abs(plain / exact - 1) < 0.5);

        // The mean is a float: around 1e4 it is off by up to half of 2^-10, which the mean of the differences takes away.
        double rounded = (float)mean, shifted = (row[0] - rounded) / Math.Sqrt(exact + 1e-5);
        double[] expected = [.. row.Select(v => (v - mean) / Math.Sqrt(exact + 1e-5))];
        Number<float>.AssertClose(expected, LayerNorm(x, gain, bias).AsSpan(), 1e-5);
        Assert.True(Math.Abs(shifted - expected[0]) > 1e-4);
        Number<double>.AssertClose(
            [.. row.Select(v => (v - mean) / Math.Sqrt(exact + 1e-5))],
            LayerNorm(new Vec<double>(row), [.. Enumerable.Repeat(1.0, 512)], new double[512]).AsSpan(),
            1e-9);
    }

    [Fact]
    public void EpsilonIsAddedUnderTheRoot()
    {
        // A variance of 1 and an epsilon of 3: 1 / sqrt(1 + 3), not 1 / (sqrt(1) + 3).
        Assert.Equal([-0.5, 0.5], LayerNorm(new Vec<double>(-1, 1), [1, 1], [0, 0], 3).AsSpan());
        Assert.Equal([-0.5f, 0.5f], RmsNorm(new Vec<float>(-1, 1), [1, 1], 3).AsSpan());
        Assert.NotEqual([-0.5f, 0.5f], RmsNorm(new Vec<float>(-1, 1), [1, 1]).AsSpan().ToArray());
        Number<double>.AssertClose(1 / Math.Sqrt(1 + 1e-5), LayerNorm(new Vec<double>(-1, 1), [1, 1], [0, 0])[1], 1e-15);
        Number<double>.AssertClose(1 / Math.Sqrt(1 + 1e-6), RmsNorm(new Vec<double>(-1, 1), [1, 1])[1], 1e-15);
    }

    [Fact]
    public void SoftmaxOfScoresFarApartStaysFinite()
    {
        Assert.Equal([0f, 0f, 1f], Softmax(new Vec<float>(-431, 279, 427)).AsSpan());
        Assert.Equal([-858f, -148f, 0f], LogSoftmax(new Vec<float>(-431, 279, 427)).AsSpan());
        Assert.Equal([0.5f, 0.5f], Softmax(new Vec<float>(1e38f, 1e38f)).AsSpan());
        Assert.Equal([1f], Softmax(new Vec<float>(-1e38f)).AsSpan());
        Assert.Empty(Softmax(new Vec<float>()).AsSpan().ToArray());
        Assert.True(float.IsNaN(Softmax(new Vec<float>(float.NegativeInfinity, float.NegativeInfinity))[0]));
        Assert.True(float.IsNegativeInfinity(MathF.Log(Softmax(new Vec<float>(-431, 427))[0])));
    }

    [Fact]
    public void GainsAndBiasesOfOtherLengthsAreRefused()
    {
        Vec<float> x = new(1, 2, 3);
        Mat<float> rows = new([], 0, 3);
        float[] two = [1, 2], three = [1, 2, 3];
        const string Message = "has 2 elements: it needs 3, one for each element of a row of x. (Parameter '";
        Assert.Equal($"The gain {Message}gain')", Assert.Throws<ArgumentException>(() => LayerNorm(x, two, three)).Message);
        Assert.Equal($"The bias {Message}bias')", Assert.Throws<ArgumentException>(() => LayerNorm(rows, three, two)).Message);
        Assert.Equal($"The gain {Message}gain')", Assert.Throws<ArgumentException>(() => RmsNorm(x, two)).Message);
        Assert.Equal($"The gain {Message}gain')", Assert.Throws<ArgumentException>(() => RmsNorm(rows, two)).Message);
    }

    private static void Check<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] x = [1.5, -0.25, 0.75, 3], y = [-2, 0.5, 1, 0.125];
        T[] gain = Number<T>.Array(Gain), bias = Number<T>.Array(Bias);
        Mat<T> rows = Number<T>.Matrix(2, 4, [.. x, .. y]);
        Number<T>.AssertClose(
            [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp)), .. y.Select(v => Math.Exp(v) / y.Sum(Math.Exp))], Softmax(rows).AsSpan());
        Number<T>.AssertClose(
            [.. x.Select(v => v - Math.Log(x.Sum(Math.Exp))), .. y.Select(v => v - Math.Log(y.Sum(Math.Exp)))],
            LogSoftmax(rows).AsSpan());
        Assert.Equal([.. Softmax(rows.Row(0)).AsSpan(), .. Softmax(rows.Row(1)).AsSpan()], Softmax(rows).AsSpan());
        Assert.Equal([.. LogSoftmax(rows.Row(0)).AsSpan(), .. LogSoftmax(rows.Row(1)).AsSpan()], LogSoftmax(rows).AsSpan());
        double mean = x.Average(), variance = x.Average(v => v * v) - mean * mean, square = x.Average(v => v * v);
        Number<T>.AssertClose(
            [.. x.Select((v, i) => (v - mean) / Math.Sqrt(variance + 1e-5) * Gain[i] + Bias[i])],
            LayerNorm(rows.Row(0), gain, bias).AsSpan());
        Number<T>.AssertClose([.. x.Select((v, i) => v / Math.Sqrt(square + 1e-6) * Gain[i])], RmsNorm(rows.Row(0), gain).AsSpan());
        Assert.Equal(
            [.. LayerNorm(rows.Row(0), gain, bias).AsSpan(), .. LayerNorm(rows.Row(1), gain, bias).AsSpan()],
            LayerNorm(rows, gain, bias).AsSpan());
        Assert.Equal([.. RmsNorm(rows.Row(0), gain).AsSpan(), .. RmsNorm(rows.Row(1), gain).AsSpan()], RmsNorm(rows, gain).AsSpan());
    }

    private static void CheckConstant<T>(double value, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] row = [.. Enumerable.Repeat(value, width)];
        T[] gain = [.. Enumerable.Repeat(T.CreateChecked(1.5), width)], bias = [.. Enumerable.Repeat(T.CreateChecked(0.25), width)];
        Vec<T> x = Number<T>.Vector(row);
        Number<T>.AssertClose([.. row.Select(_ => 0.25)], LayerNorm(x, gain, bias).AsSpan(), 1e-6);
        Number<T>.AssertClose([.. row.Select(v => 1.5 * v / Math.Sqrt(value * value + 1e-6))], RmsNorm(x, gain).AsSpan());
    }
}
