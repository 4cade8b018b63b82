using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Vectors and matrices of either type from doubles, and comparisons with formulas in double.</summary>
internal static class Number<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A few units of the last place of 1.</summary>
    public static double Tolerance { get; } = typeof(T) == typeof(float) ? 1e-6 : 4e-15;

    public static T[] Array(params double[] x) => [.. x.Select(T.CreateChecked)];

    public static Vec<T> Vector(params double[] x) => new(Array(x));

    public static Mat<T> Matrix(int rows, int columns, params double[] x) => new(Array(x), rows, columns);

    /// <summary>Numbers from -2 to 2 that are exact in either type.</summary>
    public static double[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)(4 * random.NextDouble() - 2))];
    }

    /// <summary>Returns true if the results are the expected ones, up to the tolerance, relative above 1 and absolute below.</summary>
    public static bool AreClose(double[] expected, ReadOnlySpan<T> actual, double tolerance)
    {
        if (expected.Length != actual.Length)
            return false;
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - double.CreateChecked(actual[i])) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
                return false;
        }

        return true;
    }

    /// <summary>Holds results against the expected ones, and the comparison against ones of which the last is off by 1e-4.</summary>
    public static void AssertClose(double[] expected, ReadOnlySpan<T> actual, double? tolerance = null)
    {
        double allowed = tolerance ?? 4 * Tolerance;
        Assert.True(
            AreClose(expected, actual, allowed),
            $"{string.Join(", ", expected)} expected: {string.Join(", ", actual.ToArray())}");
        if (expected.Length > 0)
            Assert.False(AreClose([.. expected[..^1], expected[^1] + 1e-4 * Math.Max(1, Math.Abs(expected[^1]))], actual, allowed));
    }

    public static void AssertClose(double expected, T actual, double? tolerance = null) => AssertClose([expected], [actual], tolerance);
}
