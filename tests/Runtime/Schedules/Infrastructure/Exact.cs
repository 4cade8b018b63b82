using System;

namespace FusedOpt.Runtime.Tests.Schedules.Infrastructure;

/// <summary>Functions to 28 decimal places.</summary>
internal static class Exact
{
    private const decimal Pi = 3.1415926535897932384626433833m;

    /// <summary>(1 + cos(pi x)) / 2 for x from 0 to 1.</summary>
    public static decimal HalfCosine(decimal x)
    {
        // Its distance from 1 or from 0, whichever it is nearer to, is the square of a sine of at most pi / 4.
        decimal sine = Sine(Pi / 2 * Math.Min(x, 1 - x));
        return x < 0.5m ? 1 - sine * sine : sine * sine;
    }

    public static decimal Power(decimal x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    public static decimal SquareRoot(decimal x)
    {
        decimal root = (decimal)Math.Sqrt((double)x);
        for (int i = 0; i < 3 && root != 0; i++)
            root = (root + x / root) / 2;
        return root;
    }

    private static decimal Sine(decimal x)
    {
        decimal sum = 0, term = x;
        for (int n = 1; term != 0; n += 2)
        {
            sum += term;
            term = -term * x * x / ((n + 1) * (n + 2));
        }

        return sum;
    }
}
