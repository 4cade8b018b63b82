using System;
using System.Linq;
using System.Numerics;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Reductions of vectors are the library's, rounded once; sums over rows are chains.</summary>
public class ReductionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(1500)]
    public void SumsAndMeansOfFloatsAreRoundedOnce(int count)
    {
        double[] numbers = Number<float>.Draw(count, count);
        Vec<float> x = Number<float>.Vector(numbers);
        decimal sum = numbers.Sum(v => (decimal)v);
        Assert.Equal((float)sum, Sum(x));
        Assert.Equal((float)(sum / count), Mean(x));
        Assert.Equal((float)numbers.Max(), Max(x));
        Assert.Equal((float)Math.Sqrt((double)numbers.Sum(v => (decimal)v * (decimal)v)), Norm(x));

        // A chain of floats is another sum.
        if (count > 1000)
            Assert.NotEqual(x.AsSpan().ToArray().Aggregate(0f, (a, b) => a + b), Sum(x));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(1500)]
    public void ThoseOfDoublesAreTheLibrarys(int count)
    {
        double[] x = [.. Number<double>.Draw(count, count).Select(v => v / 3)];
        Vec<double> vector = new(x);
        Assert.Equal(CompilerServices.Sum.Compute(x), Sum(vector));
        Assert.Equal(CompilerServices.Mean.Compute(x), Mean(vector));
        Assert.Equal(CompilerServices.Norm.Compute(x), Norm(vector));
        Assert.Equal(x.Max(), Max(vector));
        Number<double>.AssertClose((double)x.Sum(v => (decimal)v), Sum(vector), 1e-13);
        Number<double>.AssertClose(Math.Sqrt(x.Sum(v => v * v)), Norm(vector), 1e-13);
    }

    [Fact]
    public void EmptyNanAndHugeVectorsFollowTheLibrary()
    {
        Assert.Equal((0f, 0f), (Sum(new Vec<float>()), Norm(new Vec<float>())));
        Assert.True(float.IsNaN(Mean(new Vec<float>())));
        Assert.Equal(float.NegativeInfinity, Max(new Vec<float>()));
        Assert.True(double.IsNaN(Max(new Vec<double>(1, double.NaN, 3))));
        Assert.Equal(3, Max(new Vec<double>(1, 2, 3)));

        // The sum overflows, the norm does not.
        Assert.Equal(float.PositiveInfinity, Sum(new Vec<float>(3e38f, 3e38f)));
        Assert.Equal(float.MaxValue, Norm(new Vec<float>(3e38f, 3e38f)));
        Assert.Equal(float.PositiveInfinity, Norm(new Vec<float>(3e38f, float.NegativeInfinity)));
        Assert.Equal(5e200, Norm(new Vec<double>(3e200, 4e200)), 1e190);
    }

    [Fact]
    public void RowsAreAddedInOrder()
    {
        CheckRows<float>();
        CheckRows<double>();
        Assert.Equal([0f], SumRows(new Mat<float>([1e8f, 1, -1e8f], 3, 1)).AsSpan());
        Assert.Equal([1f], SumRows(new Mat<float>([1e8f, -1e8f, 1], 3, 1)).AsSpan());
        Assert.False(float.IsNegative(SumRows(new Mat<float>([-0f], 1, 1))[0]));
        Assert.Equal([0f, 0f], SumRows(new Mat<float>([], 0, 2)).AsSpan());
        Assert.True(float.IsNaN(MeanRows(new Mat<float>([], 0, 1))[0]));
    }

    [Fact]
    public void OtherTypesAreRefused()
    {
        var error = Assert.Throws<NotSupportedException>(() => Sum(new Vec<Half>(Half.One)));
        Assert.Equal("System.Half is no type of parameters: this function takes float and double.", error.Message);
        Assert.Throws<NotSupportedException>(() => Sigmoid(Half.One));
    }

    private static void CheckRows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] x = [1.5, -2, 0.25, 4, 0.5, -0.75];
        Mat<T> m = Number<T>.Matrix(3, 2, x);
        Number<T>.AssertClose([1.5 + 0.25 + 0.5, -2 + 4 - 0.75], SumRows(m).AsSpan());
        Number<T>.AssertClose([(1.5 + 0.25 + 0.5) / 3, (-2 + 4 - 0.75) / 3], MeanRows(m).AsSpan());
        Number<T>.AssertClose([-0.5, 4.25, -0.25], RowSums(m).AsSpan());
    }
}
