using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace FusedOpt.Runtime.Tests.Reductions;

/// <summary>Euclidean norms of any finite doubles, of integers that hold every digit.</summary>
internal static class ExactNorm
{
    // Every double is a multiple of 2^-1074, and every square of 2^-2148.
    private const int Smallest = -1074;

    /// <summary>The norm, and by which power of two it is to be multiplied: not below 2^-1074 at its last digit.</summary>
    public static double Of(IEnumerable<double> values)
    {
        BigInteger squares = values.Select(Integer).Aggregate(BigInteger.Zero, (sum, x) => sum + (x * x));

        // 64 binary digits behind the point, so that the last rounding is the only one which is seen.
        BigInteger root = Root(squares << 128);
        int drop = Math.Max((int)root.GetBitLength() - 64, 0);
        return Math.ScaleB((double)(root >> drop), Smallest - 64 + drop);
    }

    private static BigInteger Integer(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(bits >> 52);
        BigInteger digits = bits & ((1L << 52) - 1);
        return exponent == 0 ? digits : (digits + (1L << 52)) << exponent - 1;
    }

    private static BigInteger Root(BigInteger x)
    {
        if (x.IsZero)
            return x;
        BigInteger root = BigInteger.One << (int)((x.GetBitLength() + 1) / 2);
        for (BigInteger next = (root + (x / root)) >> 1; next < root; next = (root + (x / root)) >> 1)
            root = next;
        return root;
    }
}
