using System;
using System.Linq;
using System.Runtime.Intrinsics;

namespace FusedOpt.Conversions;

/// <summary>
/// The 256 values in [-1, 1] or [0, 1] that a code of 8 bits stands for: the dynamic map of Dettmers, Lewis, Shleifer and Zettlemoyer, "8-bit Optimizers via
/// Block-wise Quantization", ICLR 2022, in the order of bitsandbytes, whose code n is the n-th value from below.
/// </summary>
/// <remarks>
/// There are seven decades, from (1e-7, 1e-6] to (0.1, 1]. Decade i is parted evenly into 2^i values, or twice as many where nothing is negative, each in the
/// middle of its part; 0 and 1 are values of their own. So a value is linear in its number within a decade, and the decade follows from the exponent of
/// the number's <em>place</em>: number + 1/2 in the signed map, which numbers from 0 both ways, and else number + 1. Each table has a line for each decade.
/// </remarks>
internal sealed class DynamicMap
{
    private const int Decades = 7, Lines = 8;

    private DynamicMap(bool isSigned)
    {
        IsSigned = isSigned;
        double[] origins = new double[Lines], steps = new double[Lines], next = new double[Lines];
        double[] slopes = new double[Lines], intercepts = new double[Lines], most = new double[Lines];
        double bias = isSigned ? 0.5 : 1;
        for (int i = 0; i < Decades; i++)
        {
            int count = (isSigned ? 1 : 2) << i, first = isSigned ? count : count - 1;
            double top = Math.Pow(10, i + 1 - Decades), step = 0.9 * top / count;
            int line = LineOf(first + bias);
            (origins[line], steps[line]) = (first + bias - 0.5 - (count / 9.0), step);
            (slopes[i], intercepts[i], most[i]) = (1 / step, first - (count / 9.0), first + count - 1);

            // Half way to the first value of the next decade, whose steps are five times as long; at the end, to 1.
            next[i] = i + 1 < Decades ? top + step : top - (step / 4);
        }

        // The least value borders on 0 instead of another decade.
        double least = 1e-7 + (steps[LineOf(1 + bias)] / 2), apart = (least + steps[LineOf(1 + bias)]) / 2;
        (slopes[0], intercepts[0]) = (1 / apart, 1 - (least / 2 / apart));

        // 0 and 1 share a line: their places have the same exponent, modulo 8.
        int last = isSigned ? 128 : 255;
        (origins[LineOf(bias)], steps[LineOf(bias)]) = (bias, 1.0 / last);
        (next[Decades], intercepts[Decades], most[Decades]) = (double.PositiveInfinity, last, last);
        Origins = Table([.. origins.Select(o => -o)]);
        Steps = Table(steps);
        Next = Table(next);
        Slopes = Table(slopes);
        Intercepts = Table(intercepts);
        Most = Table([.. most.Select(m => m + 0.5)]);
    }

    /// <summary>For state of either sign. Code 127 is 0; -1 is left out.</summary>
    public static DynamicMap Signed { get; } = new(isSigned: true);

    /// <summary>For state that is never negative. Code 0 is 0.</summary>
    public static DynamicMap Unsigned { get; } = new(isSigned: false);

    public bool IsSigned { get; }

    /// <summary>By the place's exponent modulo 8: what is added to the place, so that it counts steps from 0.</summary>
    public Vector512<float> Origins { get; }

    /// <summary>By the same: from one value to the next.</summary>
    public Vector512<float> Steps { get; }

    /// <summary>By decade, 1 being the eighth: from where on values of the next are nearer.</summary>
    public Vector512<float> Next { get; }

    /// <summary>By decade: numbers to a unit.</summary>
    public Vector512<float> Slopes { get; }

    /// <summary>By decade: the number at which its line meets 0.</summary>
    public Vector512<float> Intercepts { get; }

    /// <summary>By decade: its last number, and a half.</summary>
    public Vector512<float> Most { get; }

    private static int LineOf(double place) => Math.ILogB(place) + 127 & 7;

    // Twice, for vectors of sixteen.
    private static Vector512<float> Table(double[] values) => Vector512.Create([.. values.Concat(values).Select(v => (float)v)]);
}
