using System;
using System.Linq;
using System.Numerics;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Linear layers are chains in the order of the inputs; dot products are sums in double.</summary>
public class LinearTests
{
    [Fact]
    public void FloatsAreOneChainOfRoundedProducts()
    {
        float[] x = Number<float>.Array(Number<float>.Draw(37, 1)), w = Number<float>.Array(Number<float>.Draw(5 * 37, 2));
        float[] b = Number<float>.Array(Number<float>.Draw(5, 3));
        float[] chain = new float[5], fused = new float[5], biasLast = new float[5], withoutBias = new float[5];
        for (int o = 0; o < 5; o++)
        {
            chain[o] = fused[o] = b[o];
            for (int i = 0; i < 37; i++)
            {
                float product = w[o * 37 + i] * x[i];
                chain[o] += product;
                withoutBias[o] += product;
                fused[o] = MathF.FusedMultiplyAdd(w[o * 37 + i], x[i], fused[o]);
            }

            biasLast[o] = withoutBias[o] + b[o];
        }

        Assert.Equal(chain, Linear(new Vec<float>(x), w, b).AsSpan());
        Assert.Equal(withoutBias, Linear(new Vec<float>(x), w).AsSpan());
        Assert.NotEqual(chain, fused);
        Assert.NotEqual(chain, biasLast);
    }

    [Fact]
    public void DoublesAreOneChainOfRoundedProducts()
    {
        double[] x = [0.1, 0.2, -0.3], w = [0.7, -1.1, 1.3, 0.9, 0.4, -0.6], b = [0.05, -0.15];
        double[] chain = [b[0] + w[0] * x[0] + w[1] * x[1] + w[2] * x[2], b[1] + w[3] * x[0] + w[4] * x[1] + w[5] * x[2]];
        Assert.Equal(chain, Linear(new Vec<double>(x), w, b).AsSpan());
        Assert.NotEqual(chain, Linear(new Vec<double>(x), w).AsSpan().ToArray());
    }

    [Fact]
    public void WithoutABiasAChainBeginsAtPositiveZero()
    {
        Assert.False(float.IsNegative(Linear(new Vec<float>(-0f), [1f])[0]));
        Assert.True(float.IsNegative(Linear(new Vec<float>(-0f), [1f], [-0f])[0]));
        Assert.Equal([3f], Linear(new Vec<float>(), [], [3f]).AsSpan());
    }

    [Fact]
    public void EachRowOfAMatrixIsAVector()
    {
        CheckRows<float>();
        CheckRows<double>();
    }

    [Fact]
    public void DotIsASumInDoubleOfRoundedProducts()
    {
        double[] a = Number<float>.Draw(700, 4), b = Number<float>.Draw(700, 5);
        float chain = 0;
        decimal sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            float product = (float)a[i] * (float)b[i];
            chain += product;
            sum += (decimal)(double)product;
        }

        Assert.Equal((float)sum, Dot(Number<float>.Vector(a), Number<float>.Vector(b)));
        Assert.NotEqual((float)sum, chain);
        Number<double>.AssertClose(
            (double)a.Zip(b, (p, q) => (decimal)p * (decimal)q).Sum(), Dot(Number<double>.Vector(a), Number<double>.Vector(b)), 1e-13);
        Mat<float> matrix = Number<float>.Matrix(2, 700, [.. a, .. b]);
        Vec<float> x = Number<float>.Vector(b);
        Assert.Equal([Dot(matrix.Row(0), x), Dot(matrix.Row(1), x)], MatMul(matrix, x).AsSpan());
        Assert.NotEqual(MatMul(matrix, x)[0], MatMul(matrix, x)[1]);
    }

    [Fact]
    public void LengthsThatDoNotFitAreRefused()
    {
        Vec<float> x = new(1, 2, 3);
        Mat<float> rows = new([], 0, 3);
        const string Needed = "The weight has 7 elements: 2 outputs of 3 inputs need 6. (Parameter 'weight')";
        const string Multiple = "The weight has 7 elements: rows of 3 inputs need a multiple of 3. (Parameter 'weight')";
        float[] seven = new float[7], two = new float[2];
        Assert.Equal(Needed, Assert.Throws<ArgumentException>(() => Linear(x, seven, two)).Message);
        Assert.Equal(Needed, Assert.Throws<ArgumentException>(() => Linear(rows, seven, two)).Message);
        Assert.Equal(Multiple, Assert.Throws<ArgumentException>(() => Linear(x, seven)).Message);
        Assert.Equal(Multiple, Assert.Throws<ArgumentException>(() => Linear(rows, seven)).Message);
        Assert.Equal(
            "A linear layer without a bias has at least 1 input: x has no elements.",
            Assert.Throws<ArgumentException>(() => Linear(new Vec<float>(), seven)).Message);
        Assert.Contains("3 and 2 elements", Assert.Throws<ArgumentException>(() => Dot(x, new(1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("0 x 3 needs 3", Assert.Throws<ArgumentException>(() => MatMul(rows, new Vec<float>(1, 2))).Message, StringComparison.Ordinal);
        Assert.Equal((0, 2), (Linear(rows, seven.AsSpan(1), two).Rows, Linear(rows, seven.AsSpan(1), two).Columns));
    }

    private static void CheckRows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Mat<T> x = Number<T>.Matrix(3, 4, Number<T>.Draw(12, 6));
        T[] w = Number<T>.Array(Number<T>.Draw(8, 7)), b = Number<T>.Array(0.5, -0.25);
        Mat<T> y = Linear(x, w, b), z = Linear(x, w);
        Assert.Equal((3, 2), (y.Rows, y.Columns));
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(Linear(x.Row(row), w, b).AsSpan(), y.Row(row).AsSpan());
            Assert.Equal(Linear(x.Row(row), w).AsSpan(), z.Row(row).AsSpan());
        }

        Assert.NotEqual(y.Row(0).AsSpan().ToArray(), y.Row(1).AsSpan().ToArray());
        Assert.NotEqual(y.AsSpan().ToArray(), z.AsSpan().ToArray());
    }
}
