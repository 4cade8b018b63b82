using System;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>
/// A number and the most by which it is off. A sequence of operations on balls gives one that has both the exact result and the result of
/// the same operations with each rounded once, to floats or doubles.
/// </summary>
/// <param name="Center">The number.</param>
/// <param name="Radius">The most by which the exact and the rounded number differ from it.</param>
/// <param name="Unit">Half a unit in the last place of 1: 2^-24 or 2^-53.</param>
internal readonly record struct Ball(double Center, double Radius, double Unit)
{
    /// <summary>Returns a number that both sides have without an error.</summary>
    public static Ball Exact(double value, double unit) => new(value, 0, unit);

    /// <summary>Returns a hyperparameter, or what follows from some: the element type rounds it.</summary>
    public Ball Constant(double value) => Rounded(value, 0);

    public static Ball operator +(Ball a, Ball b) => a.Rounded(a.Center + b.Center, a.Radius + b.Radius);

    public static Ball operator -(Ball a, Ball b) => a.Rounded(a.Center - b.Center, a.Radius + b.Radius);

    public static Ball operator *(Ball a, Ball b) => a.Rounded(
        a.Center * b.Center, (Math.Abs(a.Center) * b.Radius) + (Math.Abs(b.Center) * a.Radius) + (a.Radius * b.Radius));

    public static Ball operator /(Ball a, Ball b)
    {
        double quotient = a.Center / b.Center;
        return a.Rounded(quotient, (a.Radius + (Math.Abs(quotient) * b.Radius)) / (Math.Abs(b.Center) - b.Radius));
    }

    /// <summary>Returns the square root of a number above 0.</summary>
    // |sqrt(x) - sqrt(c)| = |x - c| / (sqrt(x) + sqrt(c)).
    public Ball Sqrt() => Rounded(Math.Sqrt(Center), Radius / Math.Sqrt(Center));

    /// <summary>Returns the larger of two numbers, which is not rounded.</summary>
    public static Ball Max(Ball a, Ball b) => new(Math.Max(a.Center, b.Center), Math.Max(a.Radius, b.Radius), a.Unit);

    // One unit for the operation with its rounding, and one for the double arithmetic of the center, here and in the radius.
    private Ball Rounded(double center, double radius) =>
        new(center, (radius * (1 + Math.Pow(2, -50))) + (2 * Unit * Math.Abs(center)), Unit);
}
