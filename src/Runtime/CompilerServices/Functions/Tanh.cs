using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The hyperbolic tangent: (e^2a - 1) / (e^2a + 1) of the magnitude a. With e^2a = 2^n (1 + r + ...) the 1 is taken off before anything
/// is rounded, so that small numbers keep all their bits.
/// </summary>
internal readonly struct Tanh : IFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double>
    {
        // The result is 1 from 20 on.
        TVector a = TVector.Abs(x);
        a = TVector.Select(a > 20, TVector.Create(20), a);
        a += a;

        // e^r - 1 = r + rest
        TVector n = Exp.Quotient(a);
        TVector head = a - n * Exp.Ln2Head, tail = n * Exp.Ln2Tail;
        TVector r = head - tail;
        TVector rest = Exp.Rest(r) + ((head - r) - tail);

        TVector power = TVector.PowerOfTwo(n);
        TVector first = power * r, second = power * rest;
        TVector numerator = Sum(power, -1, first, second, out TVector numeratorTail);
        TVector denominator = Sum(power, 1, first, second, out TVector denominatorTail);
        TVector quotient = numerator / denominator;
        quotient += (numeratorTail - quotient * denominatorTail) / denominator;
        return TVector.CopySign(quotient, x);
    }

    // power + one + b + c, each greater than the next unless the first two make 0, and the rounding error of the sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TVector>(TVector power, double one, TVector b, TVector c, out TVector tail)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector a = power + one;
        TVector head = a + b;
        TVector low = ((a - head) + b) + (c + ((power - a) + one));
        TVector sum = head + low;
        tail = (head - sum) + low;
        return sum;
    }
}
