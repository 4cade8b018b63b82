using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Vectors and matrices keep copies, and their operators work element by element.</summary>
public class VecTests
{
    [Fact]
    public void AVectorIsACopy()
    {
        float[] source = [1, 2, 3];
        Vec<float> x = new(source), listed = new(1, 2, 3);
        source[0] = 9;
        Assert.Equal([1, 2, 3], x.AsSpan());
        Assert.Equal([1, 2, 3], listed.AsSpan());
        Assert.Equal((3, 2f), (x.Length, x[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => x[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x[-1]);
    }

    [Fact]
    public void AMatrixIsACopyRowByRow()
    {
        double[] source = [1, 2, 3, 4, 5, 6];
        Mat<double> x = new(source, 2, 3);
        source[0] = 9;
        Assert.Equal((2, 3, 6.0), (x.Rows, x.Columns, x[1, 2]));
        Assert.Equal([1, 2, 3, 4, 5, 6], x.AsSpan());
        Assert.Equal([4, 5, 6], x.Row(1).AsSpan());
        Assert.Throws<ArgumentOutOfRangeException>(() => x[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Row(-1));
        Assert.Equal(
            "A matrix of 2 x 2 has 4 elements: 6 are given.",
            Assert.Throws<ArgumentException>(() => new Mat<double>(source, 2, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mat<double>(source, -2, -3));
    }

    [Fact]
    public void OperatorsOfVectorsAreThoseOfTheElements()
    {
        CheckVectors<float>();
        CheckVectors<double>();
    }

    [Fact]
    public void OperatorsOfMatricesAreThoseOfTheElements()
    {
        CheckMatrices<float>();
        CheckMatrices<double>();
    }

    [Fact]
    public void LengthsAndShapesMustBeEqual()
    {
        Vec<float> two = new(1, 2), three = new(1, 2, 3);
        Mat<float> wide = new([1, 2, 3, 4, 5, 6], 2, 3), tall = new([1, 2, 3, 4, 5, 6], 3, 2);
        const string Lengths = "The vectors have 2 and 3 elements: they need equally many.";
        Assert.Equal(Lengths, Assert.Throws<ArgumentException>(() => two + three).Message);
        Assert.Equal(Lengths, Assert.Throws<ArgumentException>(() => two - three).Message);
        Assert.Equal(Lengths, Assert.Throws<ArgumentException>(() => two * three).Message);
        Assert.Equal(Lengths, Assert.Throws<ArgumentException>(() => two / three).Message);
        Assert.Equal(
            "The matrices are 2 x 3 and 3 x 2: they need the same shape.", Assert.Throws<ArgumentException>(() => wide + tall).Message);
        Assert.Equal(
            "The vector has 2 elements: a matrix of 2 x 3 needs 3, one for each column.",
            Assert.Throws<ArgumentException>(() => wide * two).Message);
    }

    private static void CheckVectors<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Number<T>.Array(1.1, -2.3, 0, 4.7), b = Number<T>.Array(0.3, 0.7, -1.9, 3.1);
        Vec<T> x = new(a), y = new(b);
        T c = T.CreateChecked(1.7);
        Assert.Equal(a.Zip(b, (p, q) => p + q), (x + y).AsSpan().ToArray());
        Assert.Equal(a.Zip(b, (p, q) => p - q), (x - y).AsSpan().ToArray());
        Assert.Equal(a.Zip(b, (p, q) => p * q), (x * y).AsSpan().ToArray());
        Assert.Equal(a.Zip(b, (p, q) => p / q), (x / y).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p + c), (x + c).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p - c), (x - c).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p * c), (x * c).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p / c), (x / c).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c + q), (c + y).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c - q), (c - y).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c * q), (c * y).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c / q), (c / y).AsSpan().ToArray());
        Assert.True(T.IsNegative((-new Vec<T>(T.Zero))[0]));
        Assert.NotEqual((x - y).AsSpan().ToArray(), (y - x).AsSpan().ToArray());
    }

    private static void CheckMatrices<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Number<T>.Array(1.1, -2.3, 0, 4.7, 5.9, -6.1), b = Number<T>.Array(0.3, 0.7, -1.9, 3.1, -0.9, 0.2);
        T[] row = Number<T>.Array(1.3, -0.6, 0.8), repeated = [.. row, .. row];
        Mat<T> x = new(a, 2, 3), y = new(b, 2, 3);
        Vec<T> v = new(row);
        T c = T.CreateChecked(1.7);
        Assert.Equal(a.Zip(b, (p, q) => p + q), (x + y).AsSpan().ToArray());
        Assert.Equal(a.Zip(b, (p, q) => p - q), (x - y).AsSpan().ToArray());
        Assert.Equal(a.Zip(b, (p, q) => p * q), (x * y).AsSpan().ToArray());
        Assert.Equal(a.Zip(b, (p, q) => p / q), (x / y).AsSpan().ToArray());
        Assert.Equal(a.Zip(repeated, (p, q) => p + q), (x + v).AsSpan().ToArray());
        Assert.Equal(a.Zip(repeated, (p, q) => p - q), (x - v).AsSpan().ToArray());
        Assert.Equal(a.Zip(repeated, (p, q) => p * q), (x * v).AsSpan().ToArray());
        Assert.Equal(a.Zip(repeated, (p, q) => p / q), (x / v).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p + c), (x + c).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p - c), (x - c).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p * c), (x * c).AsSpan().ToArray());
        Assert.Equal(a.Select(p => p / c), (x / c).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c + q), (c + y).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c - q), (c - y).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c * q), (c * y).AsSpan().ToArray());
        Assert.Equal(b.Select(q => c / q), (c / y).AsSpan().ToArray());
        Assert.Equal(a.Select(p => -p), (-x).AsSpan().ToArray());
        Assert.Equal((2, 3), ((x - v).Rows, (x - v).Columns));
    }
}
