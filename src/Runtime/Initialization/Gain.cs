using System;
using System.Globalization;

namespace FusedOpt;

/// <summary>
/// The factors on weights that keep the variance of values from layer to layer, for the function that follows the weights.
/// PyTorch's <c>calculate_gain</c>. See <see cref="Initialize"/>.
/// </summary>
public static class Gain
{
    /// <summary>No function at all: 1.</summary>
    public const double Linear = 1;

    /// <summary>The logistic function: 1, by convention.</summary>
    public const double Sigmoid = 1;

    /// <summary>The hyperbolic tangent: 5/3, by convention.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>max(x, 0): sqrt(2), since half of the values are lost (He et al., 2015).</summary>
    public const double Relu = 1.4142135623730951;

    /// <summary>The self-normalising unit of Klambauer et al. (2017): 3/4, as in PyTorch.</summary>
    public const double Selu = 0.75;

    /// <summary>x where it is positive and negativeSlope * x elsewhere: sqrt(2 / (1 + negativeSlope^2)) (He et al., 2015).</summary>
    /// <param name="negativeSlope">The slope on the negative side; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is infinite or NaN.</exception>
    public static double LeakyRelu(double negativeSlope = 0.01) => double.IsFinite(negativeSlope)
        ? Math.Sqrt(2 / (1 + negativeSlope * negativeSlope))
        : throw new ArgumentOutOfRangeException(
            nameof(negativeSlope), string.Create(CultureInfo.InvariantCulture, $"negativeSlope is {negativeSlope}; it must be finite."));
}
