using System;

namespace FusedOpt.Initialization;

/// <summary>A distribution, as the function that makes its values from uniform ones.</summary>
internal interface IDistribution
{
    /// <summary>The value below which the distribution lies with the given probability.</summary>
    /// <param name="probability">A number in (0, 1).</param>
    double Quantile(double probability);
}

/// <summary>All numbers between two bounds alike.</summary>
internal readonly struct UniformDistribution(double low, double high) : IDistribution
{
    // The sum can round to a number above the upper bound.
    public double Quantile(double probability) => Math.Min(low + (high - low) * probability, high);
}

/// <summary>The normal distribution.</summary>
internal readonly struct NormalDistribution(double mean, double standardDeviation) : IDistribution
{
    /// <summary>Above the quantile of 1 - 2^-53, the largest that is drawn.</summary>
    public const double Reach = 8.25;

    public double Quantile(double probability) => mean + standardDeviation * StandardNormal.Quantile(probability);
}
