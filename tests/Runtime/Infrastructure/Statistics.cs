using System;

namespace FusedOpt.Runtime.Tests.Infrastructure;

/// <summary>
/// The distance of a sample from its distribution. A bound of five standard deviations is one that a right generator exceeds for one seed
/// in 1.7 million. The seeds of the tests are fixed, so a test that passes once always does.
/// </summary>
internal static class Statistics
{
    /// <summary>Five standard deviations, for what <see cref="MomentError"/> gives.</summary>
    public const double Sigmas = 5;

    /// <summary>The bound of the same confidence for <see cref="KolmogorovSmirnov"/>: 2 exp(-2 x^2) = 5.7e-7.</summary>
    public const double KolmogorovBound = 2.745;

    /// <summary>The moments of the normal distribution with mean 0 and deviation 1: 1, 0, 1, 0, 3, 0, 15, ...</summary>
    public static double NormalMoment(int order) => order switch
    {
        0 => 1,
        _ when order % 2 == 1 => 0,
        _ => (order - 1) * NormalMoment(order - 2),
    };

    /// <summary>The moments of the uniform distribution over [-1, 1].</summary>
    public static double UniformMoment(int order) => order % 2 == 1 ? 0 : 1.0 / (order + 1);

    /// <summary>The largest error of the first four moments, each in its own standard deviation: that of the mean of x^k.</summary>
    public static double MomentError(ReadOnlySpan<double> sample, Func<int, double> moment)
    {
        double worst = 0;
        for (int order = 1; order <= 4; order++)
        {
            double sum = 0;
            foreach (double x in sample)
                sum += Math.Pow(x, order);
            double deviation = Math.Sqrt((moment(2 * order) - moment(order) * moment(order)) / sample.Length);
            worst = Math.Max(worst, Math.Abs(sum / sample.Length - moment(order)) / deviation);
        }

        return worst;
    }

    /// <summary>Kolmogorov and Smirnov's sqrt(n) D: the largest distance between the sample's distribution and the right one.</summary>
    public static double KolmogorovSmirnov(ReadOnlySpan<double> sample, Func<double, double> distribution)
    {
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double expected = distribution(sorted[i]);
            distance = Math.Max(distance, Math.Max(expected - (double)i / sorted.Length, (i + 1.0) / sorted.Length - expected));
        }

        return Math.Sqrt(sorted.Length) * distance;
    }

    /// <summary>
    /// The normal distribution, by the series z + z^3 / 3 + z^5 / (3 * 5) + ... times the density; absolute error below 1e-14.
    /// </summary>
    public static double NormalProbability(double z)
    {
        double term = z, sum = z;
        for (int k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); k++)
            sum += term *= z * z / (2 * k + 1);
        return 0.5 + sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>The coefficient of correlation; its deviation is 1 / sqrt(n) where there is none.</summary>
    public static double Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double products = 0, leftSquares = 0, rightSquares = 0;
        for (int i = 0; i < left.Length; i++)
        {
            products += left[i] * right[i];
            leftSquares += left[i] * left[i];
            rightSquares += right[i] * right[i];
        }

        return products / Math.Sqrt(leftSquares * rightSquares);
    }
}
