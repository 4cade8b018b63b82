using System;
using System.Linq;
using System.Numerics;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Functions of elements have the values of their formulas, where a plain formula overflows or cancels, too.</summary>
public class ElementTests
{
    private static readonly double[] Points = [-6, -2.5, -1, -0.75, -0.125, 0, 0.125, 0.5, 1, 2.25, 6];

    [Fact]
    public void ValuesAreThoseOfTheFormulas()
    {
        CheckAll<float>();
        CheckAll<double>();
    }

    [Fact]
    public void SpecialValuesFollowTheFormulas()
    {
        Assert.Equal(0, Relu(float.NaN));
        Assert.False(float.IsNegative(Relu(-0f)));
        Assert.Equal(float.PositiveInfinity, Relu(float.PositiveInfinity));
        Assert.Equal((0f, 1f), (Sigmoid(float.NegativeInfinity), Sigmoid(float.PositiveInfinity)));
        Assert.Equal((0f, float.PositiveInfinity), (Softplus(float.NegativeInfinity), Softplus(float.PositiveInfinity)));
        Assert.Equal((float.NegativeInfinity, 0f), (LogSigmoid(float.NegativeInfinity), LogSigmoid(float.PositiveInfinity)));
        Assert.Equal(0.5, Sigmoid(0.0));
        Assert.Equal(Math.Log(2), Softplus(0.0));
        Assert.Equal(-Math.Log(2), LogSigmoid(0.0));
        foreach (Func<float, float> f in new Func<float, float>[] { Sigmoid, LogSigmoid, Softplus, Tanh, Silu, Gelu, Exp, Log, Sqrt, Abs })
            Assert.True(float.IsNaN(f(float.NaN)));
        Assert.False(float.IsNaN(Relu(float.NaN)));
    }

    [Fact]
    public void NothingOverflowsFarOut()
    {
        CheckFarOut<float>();
        CheckFarOut<double>();

        // The plain formula does.
        Assert.Equal(float.PositiveInfinity, MathF.Log(1 + MathF.Exp(100)));
        Assert.Equal(100, Softplus(100f));
        Assert.Equal(-100, LogSigmoid(-100f));
        Assert.Equal(Math.Exp(-80), Sigmoid(-80.0), 1e-48);
    }

    [Fact]
    public void TheTailOfGeluDoesNotCancel()
    {
        double worst = 0, worstOfPlain = 0;
        for (float x = -8; x <= -4; x += 1f / 64)
        {
            double u = 0.79788456080286535588 * (x + 0.044715 * x * x * x), expected = x / (1 + Math.Exp(-2 * u));
            float plain = 0.5f * x * (1 + MathF.Tanh(0.7978845608f * (x + 0.044715f * x * x * x)));
            worst = Math.Max(worst, Math.Abs(Gelu(x) / expected - 1));
            worstOfPlain = Math.Max(worstOfPlain, Math.Abs(plain / expected - 1));
            Assert.Equal(expected, Gelu((double)x), Math.Abs(expected) * 1e-13);
        }

        Assert.InRange(worst, 1e-9, 2e-5);
        Assert.True(worstOfPlain > 0.5);
    }

    [Fact]
    public void FloatsAreComputedInFloat()
    {
        // Each operation is rounded: these are the documented chains.
        foreach (double point in Number<float>.Draw(200, 8))
        {
            float x = (float)point, e = RuleMath.Exp(x > 0 ? -x : x), s = 1 / (1 + e), l = RuleMath.Log(1 + e);
            float sigmoid = x > 0 ? s : e * s, cube = x * x * x, inner = x + 0.044715f * cube;
            Assert.Equal(sigmoid, Sigmoid(x));
            Assert.Equal(x > 0 ? -l : x - l, LogSigmoid(x));
            Assert.Equal(x > 0 ? x + l : l, Softplus(x));
            Assert.Equal(x * sigmoid, Silu(x));
            Assert.Equal(x * Sigmoid(1.5957691216057308f * inner), Gelu(x));
        }

        Assert.Contains(Number<float>.Draw(200, 8), x => (float)(1 / (1 + Math.Exp(-x))) != Sigmoid((float)x));
    }

    [Fact]
    public void FunctionsOfUsersAreMapped()
    {
        Vec<float> x = new(1, -2, 3), y = new(4, 5, -6), z = new(0.5f, 0.25f, 2);
        Mat<double> m = new([1, -2, 3, 4], 2, 2);
        Assert.Equal([2, -4, 6], Map(v => 2 * v, x).AsSpan());
        Assert.Equal([1, -2, -6], Map(MathF.Min, x, y).AsSpan());
        Assert.Equal([4.5f, -9.75f, -16], Map((a, b, c) => a * b + c, x, y, z).AsSpan());
        Assert.Equal([1, 2, 3, 4], Map(Math.Abs, m).AsSpan());
        Assert.Equal([2, -4, 6, 8], Map((a, b) => a + b, m, m).AsSpan());
        Assert.Equal([2, 2, 12, 20], Map((a, b, c) => a * b - c + 2 * a, m, m, m).AsSpan());
        Assert.Throws<ArgumentException>(() => Map((a, b) => a + b, x, new(1, 2)));
        Assert.Throws<ArgumentException>(() => Map((a, b, c) => a + b + c, x, y, new(1, 2)));
        Assert.Throws<ArgumentException>(() => Map((a, b, c) => a + b + c, m, m, new([1, 2, 3, 4], 1, 4)));
        Assert.Throws<ArgumentNullException>(() => Map(null!, x));
    }

    private static void CheckAll<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(x => Math.Max(x, 0), Relu, Relu, Relu, Points);
        Check<T>(x => 1 / (1 + Math.Exp(-x)), Sigmoid, Sigmoid, Sigmoid, Points);
        Check<T>(x => -Math.Log(1 + Math.Exp(-x)), LogSigmoid, LogSigmoid, LogSigmoid, Points);
        Check<T>(x => Math.Log(1 + Math.Exp(x)), Softplus, Softplus, Softplus, Points);
        Check<T>(Math.Tanh, Tanh, Tanh, Tanh, Points);
        Check<T>(x => x / (1 + Math.Exp(-x)), Silu, Silu, Silu, Points);
        Check<T>(
            x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * Math.Pow(x, 3)))), Gelu, Gelu, Gelu, Points);
        Check<T>(Math.Exp, Exp, Exp, Exp, Points);
        Check<T>(Math.Log, Log, Log, Log, [0.125, 0.5, 1, 7]);
        Check<T>(Math.Sqrt, Sqrt, Sqrt, Sqrt, [0, 0.125, 2, 7]);
        Check<T>(Math.Abs, Abs, Abs, Abs, Points);
        Check<T>(x => x * x, Square, Square, Square, Points);
    }

    // The three forms of a function, and its neighbour as a control of the comparison.
    private static void Check<T>(
        Func<double, double> expected, Func<T, T> number, Func<Vec<T>, Vec<T>> vector, Func<Mat<T>, Mat<T>> matrix, double[] points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Number<T>.Array(points), y = [.. x.Select(number)];
        Number<T>.AssertClose([.. points.Select(expected)], y);
        Assert.Equal(y, vector(new(x)).AsSpan());
        Mat<T> results = matrix(new([.. x, .. x], 2, x.Length));
        Assert.Equal((2, x.Length), (results.Rows, results.Columns));
        Assert.Equal([.. y, .. y], results.AsSpan());
    }

    private static void CheckFarOut<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sigmoid = T.Zero, softplus = T.Zero, logSigmoid = T.NegativeInfinity;
        foreach (double point in (double[])[-1e30, .. Enumerable.Range(-400, 801).Select(i => i / 2.0), 1e30])
        {
            T x = T.CreateChecked(point);
            Assert.InRange(Sigmoid(x), sigmoid, T.One);
            Assert.InRange(Softplus(x), softplus, T.Max(x, T.Zero) + T.One);
            Assert.InRange(LogSigmoid(x), logSigmoid, T.Zero);
            (sigmoid, softplus, logSigmoid) = (Sigmoid(x), Softplus(x), LogSigmoid(x));
        }

        Assert.Equal((T.One, T.CreateChecked(1e30), T.Zero), (sigmoid, softplus, logSigmoid));
    }
}
