using System;
using System.Linq;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The 256 values in [-1, 1] or [0, 1] that a code of 8 bits stands for: the dynamic map of Dettmers, Lewis, Shleifer and Zettlemoyer,
/// "8-bit Optimizers via Block-wise Quantization", ICLR 2022, in the order of bitsandbytes, whose code n is the n-th value from below.
/// </summary>
/// <remarks>
/// There are seven decades, from (1e-7, 1e-6] to (0.1, 1]. Decade i is parted evenly into 2^i values, or twice as many where nothing is
/// negative, each in the middle of its part; 0 and 1 are values of their own. So the code of a share of the scale is the whole part of a
/// line over it, of another line in each decade. The lines meet where decades do and grow less steep: of any two neighbours the lower one
/// is right. An octave of floats reaches into two decades at most, and an exponent tells which.
/// </remarks>
internal sealed class DynamicMap
{
    /// <summary>The least share that is told from others: smaller ones count as it, and have the code of 0.</summary>
    public const float Least = 1f / (1u << 31);

    private const int Decades = 7;

    private DynamicMap(bool isSigned)
    {
        Zero = (byte)(isSigned ? 127 : 0);
        double[] positive = new double[256 - Zero];
        (double Slope, double Intercept)[] lines = new (double, double)[Decades + 1];
        double[] ends = new double[Decades];
        for (int i = 0; i < Decades; i++)
        {
            int count = (isSigned ? 1 : 2) << i, first = isSigned ? count : count - 1;
            double end = Math.Pow(10, i + 1 - Decades), step = 0.9 * end / count;
            for (int k = 0; k < count; k++)
                positive[first + k] = (0.1 * end) + ((k + 0.5) * step);
            (lines[i + 1], ends[i]) = ((1 / step, Zero + first - (count / 9.0)), end);
        }

        // The least value borders on 0, half way between; from there a line of its own leads to its other border.
        double border = positive[1] / 2, next = isSigned ? ends[0] : (positive[1] + positive[2]) / 2;
        lines[0] = (1 / (next - border), Zero + 1 - (border / (next - border)));
        positive[^1] = 1;

        IsSigned = isSigned;
        Values = [.. Enumerable.Range(0, 256).Select(code => (float)(code < Zero ? -positive[Zero - code] : positive[code - Zero]))];
        Planes =
        [
            .. Enumerable.Range(0, 4)
                .SelectMany(number => Values.Select(value => (byte)(BitConverter.SingleToInt32Bits(value) >> (8 * number)))),
        ];
        Lower = new(lines, octave => LineAt(Math.ScaleB(1, octave)));
        Upper = new(lines, octave => LineAt(Math.BitDecrement(Math.ScaleB(2, octave))));

        int LineAt(double share) => share < next ? 0 : Math.Min(1 + ends.Count(end => end < share), Decades);
    }

    /// <summary>The map for state of either sign. Code 127 is 0; -1 is left out.</summary>
    public static DynamicMap Signed { get; } = new(isSigned: true);

    /// <summary>The map for state that is never negative. Code 0 is 0.</summary>
    public static DynamicMap Unsigned { get; } = new(isSigned: false);

    public bool IsSigned { get; }

    /// <summary>The code of 0.</summary>
    public byte Zero { get; }

    /// <summary>The values of the codes.</summary>
    public float[] Values { get; }

    /// <summary>The first byte of all values, then the second, third and fourth.</summary>
    public byte[] Planes { get; }

    /// <summary>The line at the lower end of each octave.</summary>
    public OctaveLines Lower { get; }

    /// <summary>The lines at the upper end of each octave.</summary>
    public OctaveLines Upper { get; }

    /// <summary>The code of a share's magnitude.</summary>
    public int GetCode(float share)
    {
        int bits = BitConverter.SingleToInt32Bits(MathF.Max(share, Least));
        return Math.Min(Lower.Lookup(bits), Upper.Lookup(bits)) >> 8;
    }
}
