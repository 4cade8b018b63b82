using System;
using System.Linq;
using FusedOpt.Initialization;
using FusedOpt.Runtime.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>Orthogonal matrices are orthogonal, of every shape, and all of them are alike likely.</summary>
public class OrthogonalTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 1, 1)]
    [InlineData(1, 7, 2.5)]
    [InlineData(2, 2, 1)]
    [InlineData(64, 64, 1.4142135623730951)]
    [InlineData(65, 33, 1)]
    [InlineData(33, 65, 0.5)]
    [InlineData(200, 201, 1)]
    public void ColumnsOrRowsAreOrthonormalTimesTheGain(int rows, int columns, double gain)
    {
        double[] doubles = new double[rows * columns];
        float[] singles = new float[rows * columns];
        Initialize.Orthogonal(doubles, rows, columns, seed: 8, gain);
        Initialize.Orthogonal(singles, rows, columns, seed: 8, gain);

        // A product of n terms whose squares add up to gain^2 rounds by n units of 2^-53 at most; each vector by as much again,
        // when the others were taken from it and when it was divided by its norm. A float moves by 2^-24 of itself, so a product
        // of two vectors by 2 * 2^-24.
        double tolerance = gain * gain * 3 * Math.Max(rows, columns) * Math.ScaleB(1, -53) + gain * gain * Math.ScaleB(1, -51);
        Assert.InRange(Defect(doubles, rows, columns, gain), 0, tolerance);
        Assert.InRange(Defect([.. singles.Select(x => (double)x)], rows, columns, gain), 0, tolerance + gain * gain * Math.ScaleB(1, -23));

        // One element that is off by a thousandth.
        doubles[0] *= 1.001;
        Assert.True(Defect(doubles, rows, columns, gain) > 100 * tolerance || Math.Abs(doubles[0]) < 1e-6);
    }

    [Fact]
    public void WithoutGainThereIsNothing()
    {
        float[] weights = [1, 2, 3, 4];
        Initialize.Orthogonal(weights, 2, 2, seed: 1, gain: 0);
        Assert.All(weights, w => Assert.Equal(0, w));
    }

    // The coordinates of a point that is uniform on the sphere in three dimensions are uniform over [-1, 1] (Archimedes).
    [Fact]
    public void EveryElementOfThreeByThreeIsUniform()
    {
        double[][] matrices = [.. Enumerable.Range(0, 20_000).Select(seed => ThreeByThree(seed))];
        for (int element = 0; element < 9; element++)
            Assert.InRange(Statistics.MomentError([.. matrices.Select(m => m[element])], Statistics.UniformMoment), 0, Statistics.Sigmas);

        int rotations = matrices.Count(m => Determinant(m) > 0);
        Assert.InRange(rotations, 10_000 - Statistics.Sigmas * Math.Sqrt(5_000), 10_000 + Statistics.Sigmas * Math.Sqrt(5_000));

        // Columns turned to where the decomposition by Householder reflections leaves them: the first element is never positive.
        double[] turned = [.. matrices.Select(m => -Math.Abs(m[0]))];
        Assert.True(Statistics.MomentError(turned, Statistics.UniformMoment) > Statistics.Sigmas);
    }

    [Theory]
    [InlineData(9, 20)]
    [InlineData(20, 23)]
    public void VectorsHaveTheBitsOfFourSumsByHand(int count, int length)
    {
        double[] expected = ByHand(count, length, seed: 6, sums: 4);
        Assert.Equal(expected, Orthonormal.Vectors(count, length, seed: 6));
        Assert.NotEqual(ByHand(count, length, seed: 6, sums: 1), expected);
    }

    // Computed in scalar steps, each of which IEEE 754 defines: the results of vectors on one machine are those of all.
    private static double[] ByHand(int count, int length, long seed, int sums)
    {
        double[] gaussian = new double[count * length];
        Initialize.Normal(gaussian, seed);
        double[][] vectors = [.. gaussian.Chunk(length)];
        double Dot(double[] left, double[] right)
        {
            double[] parts = new double[sums];
            int whole = length / sums * sums;
            for (int i = 0; i < whole; i++)
                parts[i % sums] += left[i] * right[i];
            double sum = sums == 4 ? parts[0] + parts[1] + (parts[2] + parts[3]) : parts[0];
            for (int i = whole; i < length; i++)
                sum += left[i] * right[i];
            return sum;
        }

        for (int v = 0; v < count; v++)
        {
            for (int step = 0; step < 2 * v; step++)
            {
                double[] other = vectors[step % v];
                double part = Dot(other, vectors[v]);
                vectors[v] = [.. vectors[v].Zip(other, (x, direction) => x - part * direction)];
            }

            double norm = Math.Sqrt(Dot(vectors[v], vectors[v]));
            vectors[v] = [.. vectors[v].Select(x => x / norm)];
        }

        return [.. vectors.SelectMany(v => v)];
    }

    /// <summary>The largest element of Q^T Q - gain^2 I, or of Q Q^T - gain^2 I where there are fewer rows than columns.</summary>
    private static double Defect(double[] matrix, int rows, int columns, double gain)
    {
        double worst = 0;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double Element(int vector, int i) => rows < columns ? matrix[vector * columns + i] : matrix[i * columns + vector];
        for (int left = 0; left < count; left++)
        {
            for (int right = 0; right <= left; right++)
            {
                double product = 0;
                for (int i = 0; i < length; i++)
                    product += Element(left, i) * Element(right, i);
                worst = Math.Max(worst, Math.Abs(product - (left == right ? gain * gain : 0)));
            }
        }

        return worst;
    }

    private static double[] ThreeByThree(long seed)
    {
        double[] matrix = new double[9];
        Initialize.Orthogonal(matrix, 3, 3, seed);
        return matrix;
    }

    private static double Determinant(double[] m) =>
        m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}
