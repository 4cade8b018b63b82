using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

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
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector magnitude = TVector.Abs(x), exponent = PowCases.Clamp(y);
        TVector log = LogOf(magnitude, out TVector logTail);
        TVector exponentHead = Rounding.Head(exponent), logHead = Rounding.Head(log);
        TVector head = exponentHead * logHead;
        TVector tail = (exponent - exponentHead) * logHead + exponent * ((log - logHead) + logTail);
        TVector product = head + tail;
        tail = (head - product) + tail;

        // If the product is far out of range, so is its tail.
        product = PowCases.Product(magnitude, exponent, product);
        tail = TVector.Select(TVector.Abs(product) < 1000, tail, TVector.Create(0));
        return PowCases.Complete(x, y, Exp.Invoke(product, tail));
    }

    /// <summary>The logarithm of a positive number, with an error of less than 2^-64 of it.</summary>
    /// <remarks>
    /// As <see cref="Log"/>, 2 atanh(s) = 2/3 s (3 + s^2 + s^4 3/5 + ...), with heads of 26 bits, whose products are exact, and
    /// the tails of the sums and of the quotient s = f / (2 + f).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOf<TVector>(TVector x, out TVector tail)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector f = Log.Reduce(x, out TVector k);
        TVector divisor = 2 + f;
        TVector divisorHead = Rounding.Head(divisor), divisorTail = f - (divisorHead - 2);
        TVector inverse = 1 / divisor;
        TVector sHead = Rounding.Head(f * inverse);
        TVector sTail = ((f - sHead * divisorHead) - sHead * divisorTail) * inverse;
        TVector s = sHead + sTail;

        TVector z = s * s, w = z * z;
        TVector odd = 0.6 + w * (0.3333333333248383 + w * (0.23076892443777647 + w * 0.1755935450923681));
        TVector even = 0.4285714285714405 + w * (0.272727275030892 + w * (0.20002207040770967 + w * 0.17584767935814777));
        TVector square = sHead * sHead;
        TVector rest = w * (odd + z * even) + sTail * (sHead + s);
        TVector sumHead = Rounding.Head(3 + (square + rest));
        TVector sumTail = rest - ((sumHead - 3) - square);

        TVector head = sHead * sumHead;
        TVector low = sTail * sumHead + s * sumTail;
        TVector productHead = Rounding.Head(head + low);
        TVector productTail = low - (productHead - head);

        TVector first = k * Exp.Ln2Head, second = TwoThirdsHead * productHead;
        TVector log = first + second;
        tail = ((first - log) + second) + ((TwoThirdsTail * productHead + TwoThirds * productTail) + k * Exp.Ln2Tail);
        return log;
    }
}
