using System;
using System.Runtime.Intrinsics;

namespace FusedOpt.Initialization;

/// <summary>
/// Orthonormal vectors, all directions alike: Gaussian vectors, each less its part along those before it. That is the
/// QR decomposition with a positive diagonal of R, which makes Q uniform over all there are (Haar's measure; Mezzadri, "How to
/// generate random matrices from the classical compact groups", 2007).
/// </summary>
internal static class Orthonormal
{
    /// <summary>Vectors one after the other.</summary>
    /// <param name="count">The number of vectors; at most <paramref name="length"/>.</param>
    /// <param name="length">The length of each vector.</param>
    /// <param name="seed">The seed of the Gaussian vectors.</param>
    public static double[] Vectors(int count, int length, long seed)
    {
        double[] vectors = new double[count * length];
        Draw.Fill(vectors.AsSpan(), seed, new NormalDistribution(mean: 0, standardDeviation: 1));
        for (int v = 0; v < count; v++)
        {
            Span<double> vector = vectors.AsSpan(v * length, length);

            // The first time removes the vector's part along the others, the second time the part that rounding has left.
            for (int time = 0; time < 2; time++)
            {
                for (int other = 0; other < v; other++)
                    RemovePartAlong(vectors.AsSpan(other * length, length), vector);
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            foreach (ref double element in vector)
                element /= norm;
        }

        return vectors;
    }

    // Always four sums, whatever the width of the machine's vectors, and never fused: the same bits everywhere.
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector256<double> sums = default;
        int i = 0;
        for (; i <= left.Length - 4; i += 4)
            sums += Vector256.Create(left[i..]) * Vector256.Create(right[i..]);
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static void RemovePartAlong(ReadOnlySpan<double> direction, Span<double> vector)
    {
        double part = Dot(direction, vector);
        int i = 0;
        for (; i <= vector.Length - 4; i += 4)
            (Vector256.Create<double>(vector[i..]) - part * Vector256.Create(direction[i..])).CopyTo(vector[i..]);
        for (; i < vector.Length; i++)
            vector[i] -= part * direction[i];
    }
}
