using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>
/// The hyperbolic tangent: (e^2a - 1) / (e^2a + 1) of the magnitude a. With e^2a = 2^n (1 + r + ...) the 1 is taken off before anything
/// is rounded, so that small numbers keep all their bits.
/// </summary>
internal readonly struct Tanh : IFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Invoke<TLane>(TLane x)
        where TLane : struct, ILane<TLane, double>
    {
        // From 20 on it is 1.
        TLane a = TLane.Abs(x);
        a = TLane.Select(a > 20, TLane.Create(20), a);
        a += a;

        // e^r - 1 = r + rest
        TLane n = Exp.Quotient(a);
        TLane head = a - n * Exp.Ln2Head, tail = n * Exp.Ln2Tail;
        TLane r = head - tail;
        TLane rest = Exp.Rest(r) + ((head - r) - tail);

        TLane power = TLane.PowerOfTwo(n);
        TLane first = power * r, second = power * rest;
        TLane numerator = Sum(power, -1, first, second, out TLane numeratorTail);
        TLane denominator = Sum(power, 1, first, second, out TLane denominatorTail);
        TLane quotient = numerator / denominator;
        quotient += (numeratorTail - quotient * denominatorTail) / denominator;
        return TLane.CopySign(quotient, x);
    }

    // power + one + b + c, each greater than the next unless the first two make 0, and what rounding the sum loses.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Sum<TLane>(TLane power, double one, TLane b, TLane c, out TLane tail)
        where TLane : struct, ILane<TLane, double>
    {
        TLane a = power + one;
        TLane head = a + b;
        TLane low = ((a - head) + b) + (c + ((power - a) + one));
        TLane sum = head + low;
        tail = (head - sum) + low;
        return sum;
    }
}
