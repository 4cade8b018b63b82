using System;

namespace FusedOpt.Schedules;

/// <summary>Products of rates that stay numbers: where one would pass the largest double it is the largest double, and 0 stays 0.</summary>
internal static class Growth
{
    /// <summary>A rate that has been multiplied by a factor a number of times: <c>rate * factor^times</c>.</summary>
    /// <param name="rate">The rate; finite and at least 0.</param>
    /// <param name="factor">The factor; finite and above 0.</param>
    /// <param name="times">The number of times, at least 0; also a part of a time.</param>
    public static double Power(double rate, double factor, double times)
    {
        double power = Math.Pow(factor, times);
        if (double.IsFinite(power))
            return Product(rate, power);

        // The power alone is too large, which says nothing yet of its product with a small rate.
        double root = Math.Pow(factor, times / 2);
        return rate == 0 ? 0 : Math.Min(rate * root * root, double.MaxValue);
    }

    /// <summary>The product of two rates; of those that are not finite whatever their product is.</summary>
    public static double Product(double left, double right)
    {
        double product = left * right;
        return double.IsInfinity(product) && double.IsFinite(left) && double.IsFinite(right)
            ? Math.CopySign(double.MaxValue, product)
            : product;
    }
}
