using System;
using System.Numerics;

namespace FusedOpt.Generator.Ir;

/// <summary>Multiply-add with one rounding, computed in whole numbers, since not every host has a function for multiply-add.</summary>
internal static class FusedMultiplyAdd
{
    /// <summary>Returns <c>a * b + c</c>, rounded once to a double.</summary>
    public static double ToDouble(double a, double b, double c) => Compute(a, b, c, bits: 53, least: -1074);

    /// <summary>Returns <c>a * b + c</c> of three floats, rounded once to a float.</summary>
    public static double ToSingle(double a, double b, double c) => (float)Compute(a, b, c, bits: 24, least: -149);

    private static double Compute(double a, double b, double c, int bits, int least)
    {
        // Plain arithmetic gives the right NaN, infinity or signed zero; with a zero factor, it is exact besides.
        double product = a * b;
        if (!IsFinite(a) || !IsFinite(b) || a == 0 || b == 0)
            return product + c;
        if (!IsFinite(c))
            return c;

        (long x, int p) = Parts(a);
        (long y, int q) = Parts(b);
        (long z, int r) = Parts(c);
        int exponent = Math.Min(p + q, r);
        BigInteger sum = (new BigInteger(x) * y << (p + q - exponent)) + (new BigInteger(z) << (r - exponent));
        return sum.IsZero ? 0 : Round(sum, exponent, bits, least);
    }

    /// <summary>Returns a finite number as a whole number and the exponent of the power of two that multiplies the whole number.</summary>
    private static (long Significand, int Exponent) Parts(double number)
    {
        long representation = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)(representation >> 52) & 0x7FF;
        long significand = representation & 0xFFFFFFFFFFFFF | (exponent > 0 ? 1L << 52 : 0);
        return (representation < 0 ? -significand : significand, Math.Max(exponent, 1) - 1075);
    }

    /// <summary>Returns value * 2^exponent, rounded to at most that many bits, none of which is worth less than 2^least.</summary>
    private static double Round(BigInteger value, int exponent, int bits, int least)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int dropped = Math.Max(Length(magnitude) - bits, least - exponent);
        if (dropped > 0)
        {
            BigInteger kept = magnitude >> dropped, twice = magnitude - (kept << dropped) << 1, one = BigInteger.One << dropped;
            magnitude = twice > one || (twice == one && !kept.IsEven) ? kept + 1 : kept;
            exponent += dropped;
        }

        // The power itself may be out of range, so that it takes two products; both are exact, or infinite.
        double result = (double)magnitude * Math.Pow(2, exponent / 2) * Math.Pow(2, exponent - exponent / 2);
        return value.Sign < 0 ? -result : result;
    }

    private static int Length(BigInteger magnitude)
    {
        byte[] bytes = magnitude.ToByteArray();
        int length = 8 * (bytes.Length - 1);
        for (int last = bytes[^1]; last > 0; last >>= 1)
            length++;
        return length;
    }

    private static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);
}
