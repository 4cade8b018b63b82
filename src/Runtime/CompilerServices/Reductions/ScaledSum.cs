using System;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A sum of squares of doubles which a double need not hold: a value, and the power of two that the value is scaled by. Sums of ordinary
/// numbers are not scaled and cost nothing.
/// </summary>
/// <remarks>
/// <para>
/// The scale is that of a whole block of elements, so that it depends on the elements and their order alone: 2^-1200 where the plain sum is
/// above 2^1000, 2^1200 where it is below 2^-1000. In between the plain sum is as exact as <see cref="Reduce"/> says: squares below 2^-1022
/// are off by at most 2^-1075, 512 of them by 2^-1066, which is 2^-66 of 2^-1000; and 2^22 blocks, more than a span has, add up to no more
/// than 2^1022.
/// </para>
/// <para>
/// Scaled sums are in range for any elements: squares from 2^-2148 to 2^2048, and 2^40 of them, become numbers from 2^-948 to 2^888. J.
/// Blue: A portable Fortran program to find the Euclidean norm of a vector, ACM Transactions on Mathematical Software 4, 1978.
/// </para>
/// </remarks>
/// <param name="value">The scaled sum.</param>
/// <param name="band">-1 for small sums, scaled by 2^1200; 0 for ordinary ones and for 0; 1 for large ones, scaled by 2^-1200.</param>
internal readonly struct ScaledSum(double value, int band = 0)
{
    /// <summary>2^-1000 and 2^1000: plain sums between these bounds are taken as they are.</summary>
    public const double Least = 9.332636185032189e-302, Most = 1.0715086071862673e301;

    // 2^600 and 2^-600: the root of a scaled sum is scaled by these.
    private const double Up = 4.149515568880993e180, Down = 2.409919865102884e-181;

    /// <summary>The scaled sum.</summary>
    public double Value { get; } = value;

    /// <summary>-1 for small sums, scaled by 2^1200; 0 for ordinary ones and for 0; 1 for large ones, scaled by 2^-1200.</summary>
    public int Band { get; } = band;

    /// <summary>The band of a block's plain sum.</summary>
    public static int GetBand(double plain) => plain > Most ? 1 : plain < Least ? -1 : 0;

    /// <summary>Returns true if a block's plain sum is taken as it is; false for 0, which may be an underflow.</summary>
    public static bool IsOrdinary(double plain) => plain is >= Least and <= Most;

    /// <summary>The factor on elements whose sum of squares is in a band.</summary>
    public static double Factor(int band) => band > 0 ? Down : band < 0 ? Up : 1;

    public static ScaledSum operator +(ScaledSum left, ScaledSum right)
    {
        if (left.Band == right.Band)
            return new(left.Value + right.Value, left.Band);
        if (left.Value == 0)
            return right;
        if (right.Value == 0)
            return left;
        int band = Math.Max(left.Band, right.Band);
        return new(left.In(band) + right.In(band), band);
    }

    /// <summary>The sum of several, in a fixed order; those that are scaled are changed.</summary>
    /// <param name="values">The scaled sums.</param>
    /// <param name="bands">The bands of the values.</param>
    public static ScaledSum Combine(Span<double> values, ReadOnlySpan<sbyte> bands)
    {
        if (!bands.ContainsAnyExcept((sbyte)0))
            return new(Sum.Compute(values));
        int band = -1;
        for (int i = 0; i < values.Length; i++)
            band = values[i] == 0 ? band : Math.Max(band, bands[i]);
        for (int i = 0; i < values.Length; i++)
            values[i] = values[i] == 0 ? 0 : new ScaledSum(values[i], bands[i]).In(band);
        return new(Sum.Compute(values), band);
    }

    /// <summary>The value in a band that is not below its own.</summary>
    public double In(int band)
    {
        // A step of a band is 2^-1200, which no double holds.
        double value = Value;
        for (int from = Band; from < band; from++)
            value = value * Down * Down;
        return value;
    }

    /// <summary>The root of the sum.</summary>
    public ScaledNorm Root() => new(Math.Sqrt(Value), Band);
}
