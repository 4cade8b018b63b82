using System;

namespace FusedOpt.Schedules;

/// <summary>
/// Ways from one learning rate to another that begin and end exactly there, never turn back, and keep their digits near 0.
/// </summary>
internal static class Interpolate
{
    /// <summary>The rate after a part of a way.</summary>
    /// <param name="from">The rate at 0.</param>
    /// <param name="to">The rate at the end, and after it.</param>
    /// <param name="position">The position on the way, at least 0.</param>
    /// <param name="length">The length of the way.</param>
    /// <param name="annealing">The shape of the way.</param>
    public static double Along(double from, double to, double position, double length, Annealing annealing = Annealing.Linear)
    {
        if (position >= length)
            return to;

        // Measured from the lower rate: from the higher one, a small rate would be the difference of two numbers that are not small.
        return from < to
            ? Between(from, to, Behind(position / length, annealing))
            : Between(to, from, Ahead((length - position) / length, annealing));
    }

    /// <summary>The rate at a share of the way: <paramref name="from"/> at 0, <paramref name="to"/> at 1, both to the bit.</summary>
    public static double Between(double from, double to, double share)
    {
        if (share == 1)
            return to;

        // Rounded, the sum can pass its end by a bit.
        double rate = from + (to - from) * share;
        return from < to ? Math.Min(rate, to) : Math.Max(rate, to);
    }

    // Returns the share of the change that is behind, from the share x of the way that is behind.
    private static double Behind(double x, Annealing annealing) => annealing switch
    {
        Annealing.Linear => x,
        Annealing.OneMinusSqrt => Math.Sqrt(x),
        _ => HalfCosine(x),
    };

    // Returns the share of the change that is ahead, from the share x of the way that is ahead: 1 - Behind(1 - x) without its cancellation.
    private static double Ahead(double x, Annealing annealing) => annealing switch
    {
        Annealing.Linear => x,
        Annealing.OneMinusSqrt => x / (1 + Math.Sqrt(1 - x)),
        _ => HalfCosine(x),
    };

    // (1 - cos(pi x)) / 2, which cancels near 0, as a square, which does not.
    private static double HalfCosine(double x)
    {
        double sine = Math.Sin(Math.PI / 2 * x);
        return sine * sine;
    }
}
