using System;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Vectors are joined, cut and reshaped in order.</summary>
public class ShapeTests
{
    private static readonly Vec<float> X = new(1, 2, 3, 4, 5, 6);

    [Fact]
    public void ElementsKeepTheirOrder()
    {
        Vec<double> a = new(1, 2), b = new(3), c = new(4, 5);
        Assert.Equal([1, 2, 3], Concat(a, b).AsSpan());
        Assert.Equal([4, 5, 1, 2, 3], Concat(c, a, b).AsSpan());
        Assert.Equal([3, 4], Slice(X, 2, 2).AsSpan());
        Assert.Equal(0, Slice(X, 6, 0).Length);
        Mat<float> rows = Reshape(X, 2, 3);
        Assert.Equal((2, 3, 4f), (rows.Rows, rows.Columns, rows[1, 0]));
        Assert.Equal(X.AsSpan(), Flatten(rows).AsSpan());
    }

    [Theory]
    [InlineData(-1, 2, "start is -1: x has 6 elements.")]
    [InlineData(7, 0, "start is 7: x has 6 elements.")]
    [InlineData(4, 3, "length is 3: x has 6 elements, and 2 from element 4 on.")]
    [InlineData(4, -1, "length is -1: x has 6 elements, and 2 from element 4 on.")]
    [InlineData(1, int.MaxValue, "length is 2147483647: x has 6 elements, and 5 from element 1 on.")]
    public void RangesOutsideAreRefused(int start, int length, string message) => Assert.StartsWith(
        message, Assert.Throws<ArgumentOutOfRangeException>(() => Slice(X, start, length)).Message, StringComparison.Ordinal);

    [Fact]
    public void ShapesOfOtherSizesAreRefused() => Assert.Equal(
        "A matrix of 2 x 4 has 8 elements: 6 are given.", Assert.Throws<ArgumentException>(() => Reshape(X, 2, 4)).Message);
}
