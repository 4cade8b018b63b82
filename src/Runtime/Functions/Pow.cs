using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>
/// x^y = e^(y log |x|). The product reaches 745, so that an error of one bit in it is one of ten in the power: it and the logarithm are
/// computed to some 65 bits, as sums of two numbers.
/// </summary>
internal readonly struct Pow : IFunction2
{
    private const double TwoThirds = 0.6666666666666666;
    private const double TwoThirdsHead = 0.6666666567325592;
    private const double TwoThirdsTail = 9.934107462565104e-09;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Invoke<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane, double>
    {
        TLane magnitude = TLane.Abs(x), exponent = PowCases.Clamp(y);
        TLane log = LogOf(magnitude, out TLane logTail);
        TLane exponentHead = Rounding.Head(exponent), logHead = Rounding.Head(log);
        TLane head = exponentHead * logHead;
        TLane tail = (exponent - exponentHead) * logHead + exponent * ((log - logHead) + logTail);
        TLane product = head + tail;
        tail = (head - product) + tail;

        // Where the product is far out of range, so is its tail.
        product = PowCases.Product(magnitude, exponent, product);
        tail = TLane.Select(TLane.Abs(product) < 1000, tail, TLane.Create(0));
        return PowCases.Complete(x, y, Exp.Invoke(product, tail));
    }

    /// <summary>The logarithm of a positive number: what it is off by is less than 2^-64 of it.</summary>
    /// <remarks>
    /// As <see cref="Log"/>, 2 atanh(s) = 2/3 s (3 + s^2 + s^4 3/5 + ...), with heads of 26 bits, whose products are exact, and
    /// the tails of the sums and of the quotient s = f / (2 + f).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogOf<TLane>(TLane x, out TLane tail)
        where TLane : struct, ILane<TLane, double>
    {
        TLane f = Log.Reduce(x, out TLane k);
        TLane divisor = 2 + f;
        TLane divisorHead = Rounding.Head(divisor), divisorTail = f - (divisorHead - 2);
        TLane inverse = 1 / divisor;
        TLane sHead = Rounding.Head(f * inverse);
        TLane sTail = ((f - sHead * divisorHead) - sHead * divisorTail) * inverse;
        TLane s = sHead + sTail;

        TLane z = s * s, w = z * z;
        TLane odd = 0.6 + w * (0.3333333333248383 + w * (0.23076892443777647 + w * 0.1755935450923681));
        TLane even = 0.4285714285714405 + w * (0.272727275030892 + w * (0.20002207040770967 + w * 0.17584767935814777));
        TLane square = sHead * sHead;
        TLane rest = w * (odd + z * even) + sTail * (sHead + s);
        TLane sumHead = Rounding.Head(3 + (square + rest));
        TLane sumTail = rest - ((sumHead - 3) - square);

        TLane head = sHead * sumHead;
        TLane low = sTail * sumHead + s * sumTail;
        TLane productHead = Rounding.Head(head + low);
        TLane productTail = low - (productHead - head);

        TLane first = k * Exp.Ln2Head, second = TwoThirdsHead * productHead;
        TLane log = first + second;
        tail = ((first - log) + second) + ((TwoThirdsTail * productHead + TwoThirds * productTail) + k * Exp.Ln2Tail);
        return log;
    }
}
