using System;

namespace FusedOpt;

/// <summary>The step of finite differences for one element type, and the bounds of their errors.</summary>
/// <param name="Step">The step for an element that is not large.</param>
/// <param name="Tolerance">The bound on the relative error of truncation.</param>
/// <param name="Rounding">The relative error of an evaluated loss.</param>
/// <param name="Spacing">The distance from 1 to the next number of the type.</param>
/// <remarks>
/// <para>
/// A central difference (L(x + h) - L(x - h)) / 2h has an error of truncation of h^2 / 6 times the third derivative, and one of rounding
/// of about eps |L| / h, where eps is the relative error of L. The sum of both is smallest near h = eps^(1/3), where each is about
/// eps^(2/3).
/// </para>
/// <para>
/// A loss over float parameters is computed in float as a rule: eps = 2^-23, h = 4.9e-3. Over double parameters: eps = 2^-52, h = 6.1e-6. A
/// step over <see cref="Half"/> has to be large enough to be represented, while the loss is computed in float: h = 2^-5 is 32 units in the
/// last place of 1. The step does not grow with the element otherwise: how fast a loss changes does not depend on where 0 is.
/// </para>
/// <para>
/// The bound on the relative difference is h itself: truncation stays below it as long as the third derivative is below 6 / h times the
/// first. Rounding is bounded apart, by <see cref="Roundings"/> times eps |L| / h, since it does not shrink with the gradient.
/// </para>
/// </remarks>
internal readonly record struct DifferenceStep(double Step, double Tolerance, double Rounding, double Spacing)
{
    // The sum of many terms loses some more bits than one operation.
    private const double Roundings = 8;

    // Either point is off by half a unit at most.
    private const double LeastUnits = 32;

    /// <summary>Returns the step and the bounds of an element type.</summary>
    public static DifferenceStep Create(Type element, GradientCheckOptions options)
    {
        double rounding = element == typeof(double) ? Math.ScaleB(1, -52) : Math.ScaleB(1, -23);
        double own = element == typeof(Half) ? Math.ScaleB(1, -5) : Math.Cbrt(rounding);
        double spacing = element == typeof(Half) ? Math.ScaleB(1, -10) : rounding;
        return new(options.Step > 0 ? options.Step : own, options.Tolerance > 0 ? options.Tolerance : own, rounding, spacing);
    }

    /// <summary>
    /// Returns the step for an element: so many units in its last place at least that both points lie about as far from the element.
    /// </summary>
    public double For(double value) => Math.Max(Step, LeastUnits * Spacing * Math.Abs(value));

    /// <summary>Returns the bound on the error that rounding of the loss causes in a difference.</summary>
    /// <param name="loss">The largest magnitude of the loss.</param>
    /// <param name="width">The distance between the two points.</param>
    public double Noise(double loss, double width) => Roundings * Rounding * loss / (width / 2);
}
