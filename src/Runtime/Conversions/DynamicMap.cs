using System;
using System.Linq;
using System.Runtime.Intrinsics;

namespace FusedOpt.Conversions;

/// <summary>
/// The 256 values in [-1, 1] or [0, 1] that a code of 8 bits stands for: the dynamic map of Dettmers, Lewis, Shleifer and Zettlemoyer, "8-bit Optimizers via
/// Block-wise Quantization", ICLR 2022, in the order of bitsandbytes, whose code n is the n-th value from below.
/// </summary>
/// <remarks>
/// There are seven decades, from (1e-7, 1e-6] to (0.1, 1]. Decade i is parted evenly into 2^i values (twice as many where nothing is negative), each in the
/// middle of its part; 0 and 1 are values of their own. So within a decade a value is linear in its code, and the decade follows from the highest bit of the
/// code. The tables have a line for each of them.
/// </remarks>
internal sealed class DynamicMap
{
    private const int Decades = 7;

    private DynamicMap(bool isSigned)
    {
        IsSigned = isSigned;
        int parts = isSigned ? 1 : 2;
        double[] origins = new double[8], steps = new double[8], next = new double[8], slopes = new double[8], intercepts = new double[8], most = new double[8];
        for (int i = 0; i < Decades; i++)
        {
            double count = parts << i, top = Math.Pow(10, i + 1 - Decades), step = 0.9 * top / count;

            // Where the decade's line meets 0, less half a step.
            double origin = count * 8 / 9;
            int exponent = ((parts << i) == 1 << i ? i : i + 1) - 1 & 7;
            (origins[exponent], steps[exponent]) = (isSigned ? origin : origin - 0.5, step);
            double last = top - (step / 2);
            next[i] = (last + (i + 1 < Decades ? top + (0.45 * top * 10 / (parts << (i + 1))) : 1)) / 2;
            (slopes[i], intercepts[i], most[i]) = (1 / step, origin - (isSigned ? 0 : 1), (isSigned ? 2 : 2) * count - (isSigned ? 1 : 2));
        }

        // The first decade's codes are few, and the least of them borders on 0.
        double least = 1e-6 * (0.1 + (0.45 / parts));
        (slopes[0], intercepts[0]) = isSigned ? (2 / least, 0) : (2 / (least + (0.45e-6 / 1) * 0 + 0.45e-6), 0);
        if (!isSigned)
        {
            double second = least + 0.45e-6, zero = least / 2, between = (least + second) / 2;
            (slopes[0], intercepts[0]) = (1 / (between - zero), 1 - (zero / (between - zero)));
        }

        // 0 and 1 share a line.
        int shared = isSigned ? 6 : 7;
        (origins[shared], steps[shared]) = isSigned ? (0.5, 1.0 / 128) : (1, 1.0 / 255);
        (next[7], slopes[7], intercepts[7], most[7]) = (double.PositiveInfinity, 0, isSigned ? 128 : 255, isSigned ? 128 : 255);
        Origins = Table(origins, -1);
        Steps = Table(steps);
        Next = Table(next);
        Slopes = Table(slopes);
        Intercepts = Table(intercepts);
        Most = Table([.. most.Select(m => m + 0.5)]);
    }

    public static DynamicMap Signed { get; } = new(isSigned: true);

    public static DynamicMap Unsigned { get; } = new(isSigned: false);

    public bool IsSigned { get; }

    public Vector512<float> Origins { get; }

    public Vector512<float> Steps { get; }

    public Vector512<float> Next { get; }

    public Vector512<float> Slopes { get; }

    public Vector512<float> Intercepts { get; }

    public Vector512<float> Most { get; }

    private static Vector512<float> Table(double[] values, double factor = 1) => Vector512.Create([.. values.Concat(values).Select(v => (float)(factor * v))]);
}
