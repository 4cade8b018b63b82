using System;
using Xunit;

namespace FusedOpt.Runtime.Tests.Products;

/// <summary>Shapes that do not fit are refused before anything is written.</summary>
public class MatrixSpanTests
{
    [Theory]
    [InlineData(6, 2, 3, 3)]
    [InlineData(8, 2, 3, 5)]
    [InlineData(0, 0, 3, 3)]
    [InlineData(0, 3, 0, 0)]
    public void AMatrixMayHaveItsMemoryAndNoMore(int length, int rows, int columns, int stride)
    {
        var matrix = new MatrixSpan<float>(new float[length], rows, columns, stride);
        Assert.Equal((rows, columns), (matrix.Rows, matrix.Columns));
        ReadOnlyMatrixSpan<float> transposed = ((ReadOnlyMatrixSpan<float>)matrix).T;
        Assert.Equal((columns, rows), (transposed.Rows, transposed.Columns));
    }

    [Theory]
    [InlineData(5, 2, 3, 3, "2 rows of 3 columns, 3 elements apart, need 6 elements: there are 5.")]
    [InlineData(7, 2, 3, 5, "2 rows of 3 columns, 5 elements apart, need 8 elements: there are 7.")]
    [InlineData(9, 3, 3, 2, "A matrix cannot have 3 rows of 3 columns, 2 elements apart.")]
    [InlineData(9, -1, 3, 3, "A matrix cannot have -1 rows of 3 columns, 3 elements apart.")]
    [InlineData(9, 1, -3, 3, "A matrix cannot have 1 rows of -3 columns, 3 elements apart.")]
    [InlineData(
        9, int.MaxValue, 3, int.MaxValue,
        "2147483647 rows of 3 columns, 2147483647 elements apart, need 4611686011984936965 elements: there are 9.")]
    public void AShapeWithoutMemoryIsRefused(int length, int rows, int columns, int stride, string message)
    {
        float[] memory = new float[length];
        Assert.Equal(message, Refused(() => _ = new MatrixSpan<float>(memory, rows, columns, stride).Rows));
        Assert.Equal(message, Refused(() => _ = new ReadOnlyMatrixSpan<float>(memory, rows, columns, stride).Rows));

        static string Refused(Action act) => Assert.Throws<ArgumentException>(act).Message;
    }

    [Theory]
    [InlineData(2, 3, 4, 5, 2, 5)]
    [InlineData(2, 3, 3, 5, 3, 5)]
    [InlineData(2, 3, 3, 5, 2, 4)]
    public void ShapesThatDoNotFitAreRefused(int n, int k, int rows, int m, int cRows, int cColumns)
    {
        float[] c = new float[100];
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => MatMul<float, Exact>.Multiply(
            new ReadOnlyMatrixSpan<float>(new float[100], n, k),
            new ReadOnlyMatrixSpan<float>(new float[100], rows, m),
            new MatrixSpan<float>(c, cRows, cColumns)));
        Assert.Equal($"The shapes do not fit: {n} x {k} times {rows} x {m} cannot give {cRows} x {cColumns}.", refusal.Message);
        Assert.All(c, element => Assert.Equal(0, element));
    }

    [Fact]
    public void ABiasOfAnotherLengthIsRefused() => Assert.Equal(
        "The bias has 4 elements: it needs 5, one for each column of the result.",
        Assert.Throws<ArgumentException>(() => MatMul<float, Exact>.Multiply(
            new ReadOnlyMatrixSpan<float>(new float[6], 2, 3),
            new ReadOnlyMatrixSpan<float>(new float[15], 3, 5),
            new float[4],
            new MatrixSpan<float>(new float[10], 2, 5))).Message);

    // The result would be read as a factor after it has been written.
    [Fact]
    public void AResultThatOverlapsAFactorIsRefused()
    {
        float[] memory = new float[100];
        Array.Fill(memory, 1);
        foreach ((int a, int b, int c, bool overlaps) in new[]
            { (0, 10, 20, false), (0, 10, 5, true), (20, 0, 8, true), (0, 10, 19, false), (0, 10, 18, true), (0, 4, 50, false) })
        {
            void Run() => MatMul<float, Exact>.Accumulate(
                new ReadOnlyMatrixSpan<float>(memory.AsSpan(a, 6), 2, 3),
                new ReadOnlyMatrixSpan<float>(memory.AsSpan(b, 9), 3, 3).T,
                new MatrixSpan<float>(memory.AsSpan(c, 6), 2, 3));
            if (overlaps)
            {
                Assert.Equal("The result overlaps a factor.", Assert.Throws<ArgumentException>(Run).Message);
                Assert.All(memory, element => Assert.Equal(1, element));
            }
            else
            {
                Run();
                Array.Fill(memory, 1);
            }
        }
    }
}
