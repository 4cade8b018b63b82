using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A number of elements that are computed together. Kernels are written once over this interface; the widths of the
/// machine, the tail of a loop and single values are instances of it.
/// </summary>
/// <remarks>
/// Every operation but the estimates rounds once, element by element, in every implementation: results have the same bits whatever the
/// width. Those of estimates differ by machine, but on one machine not by width. (Of a NaN only that it is one: .NET does not specify its
/// payload.) A comparison gives a mask, all bits of an element set or none, for <see cref="Select"/>.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">The type of an element: <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimdVector<TSelf, T>
    where TSelf : struct, ISimdVector<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of elements.</summary>
    static abstract nuint Count { get; }

    /// <summary>Returns a vector with the value in every element.</summary>
    static abstract TSelf Create(T value);

    /// <summary>The elements from <paramref name="index"/> on. Nothing is checked.</summary>
    static abstract TSelf Load(ref readonly T source, nuint index);

    /// <summary>Writes the elements from <paramref name="index"/> on. Nothing is checked.</summary>
    void Store(ref T destination, nuint index);

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Negation: the sign flipped, also of 0.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>Mask of the elements that are less.</summary>
    static abstract TSelf operator <(TSelf left, TSelf right);

    /// <summary>Mask of the elements that are greater.</summary>
    static abstract TSelf operator >(TSelf left, TSelf right);

    /// <summary>Mask of the elements that are less or equal.</summary>
    static abstract TSelf operator <=(TSelf left, TSelf right);

    /// <summary>Mask of the elements that are greater or equal.</summary>
    static abstract TSelf operator >=(TSelf left, TSelf right);

    /// <summary>Mask of the elements that are equal.</summary>
    static abstract TSelf AreEqual(TSelf left, TSelf right);

    /// <summary>Mask of the elements set in both masks.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>Mask of the elements set in either mask.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>Mask of the elements not set in the mask.</summary>
    static abstract TSelf operator ~(TSelf mask);

    /// <summary>Selects for each element the first value if the mask is set; otherwise the second.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Magnitude.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The lesser; NaN if either is, and -0 is less than +0 (IEEE 754-2019 minimum).</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The greater; NaN if either is, and +0 is greater than -0 (IEEE 754-2019 maximum).</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>
    /// Returns the lesser of each element and a limit that is neither 0 nor NaN, which takes fewer instructions than the general form. NaN
    /// stays.
    /// </summary>
    static abstract TSelf Min(TSelf value, T limit);

    /// <inheritdoc cref="Min(TSelf, T)"/>
    static abstract TSelf Max(TSelf value, T limit);

    /// <summary>
    /// The magnitude of the first with the sign of the second, where NaN counts as positive; see
    /// <see cref="RuleMath.CopySign(float, float)"/>.
    /// </summary>
    static abstract TSelf CopySign(TSelf value, TSelf sign);

    /// <summary>1, -1, or the element itself where it is a zero or NaN; see <see cref="RuleMath.Sign(float)"/>.</summary>
    static abstract TSelf Sign(TSelf value);

    /// <summary>
    /// 0 where the element is subnormal or a zero, else the element itself; see <see cref="RuleMath.FlushSubnormal(float)"/>.
    /// </summary>
    static abstract TSelf FlushSubnormal(TSelf value);

    /// <summary>The largest whole number that is not greater.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>The smallest whole number that is not less.</summary>
    static abstract TSelf Ceiling(TSelf value);

    /// <summary>The whole number towards 0.</summary>
    static abstract TSelf Truncate(TSelf value);

    /// <summary>The nearest whole number, the even one where two are as near.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>Product and sum with one rounding; slow where the machine has no instruction for it.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Product and sum, with one rounding where the machine has an instruction for it and else with two. Never slow.</summary>
    static abstract TSelf MultiplyAddEstimate(TSelf left, TSelf right, TSelf addend);

    /// <summary>Square root, at most a unit in the last place from <see cref="Sqrt"/>; see docs/rules.md.</summary>
    static abstract TSelf SqrtEstimate(TSelf value);

    /// <summary>2^n for whole n among the exponents of normal numbers.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>The whole n of |x| = 2^n m with m in [1, 2), for normal numbers.</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>The m of |x| = 2^n m with m in [1, 2), for normal numbers.</summary>
    static abstract TSelf Significand(TSelf value);

    /// <summary>A function, computed in double and rounded to the element.</summary>
    static abstract TSelf Apply<TFunction>(TSelf x)
        where TFunction : struct, IFunction;

    /// <inheritdoc cref="Apply{TFunction}(TSelf)"/>
    static abstract TSelf Apply<TFunction>(TSelf x, TSelf y)
        where TFunction : struct, IFunction2;

    /// <summary>e^x; see <see cref="RuleMath.Exp(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp(TSelf x) => TSelf.Apply<Exp>(x);

    /// <summary>The natural logarithm; see <see cref="RuleMath.Log(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log(TSelf x) => TSelf.Apply<Log>(x);

    /// <summary>x^y; see <see cref="RuleMath.Pow(float, float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Pow(TSelf x, TSelf y) => typeof(T) == typeof(double) ? TSelf.Apply<Pow>(x, y) : TSelf.Apply<PowOfSingles>(x, y);

    /// <summary>The hyperbolic tangent; see <see cref="RuleMath.Tanh(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Tanh(TSelf x) => TSelf.Apply<Tanh>(x);

    /// <summary>The cube root; see <see cref="RuleMath.Cbrt(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Cbrt(TSelf x) => TSelf.Apply<Cbrt>(x);

    /// <summary>The angle of the point (x, y); see <see cref="RuleMath.Atan2(float, float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Atan2(TSelf y, TSelf x) => TSelf.Apply<Atan2>(y, x);

    /// <summary>A random number between 0 and 1 for each element; see <see cref="Noise.Uniform(int)"/>.</summary>
    /// <param name="sequence">The sequence of the draw.</param>
    /// <param name="index">The index of the first element.</param>
    static abstract TSelf UniformNoise(in NoiseSequence sequence, nuint index);

    /// <summary>A random number of the standard normal distribution for each element; see <see cref="Noise.Normal(int)"/>.</summary>
    /// <inheritdoc cref="UniformNoise"/>
    static abstract TSelf NormalNoise(in NoiseSequence sequence, nuint index);

    /// <summary>Sum with one value.</summary>
    static abstract TSelf operator +(T left, TSelf right);

    /// <summary>Sum with one value.</summary>
    static abstract TSelf operator +(TSelf left, T right);

    /// <summary>Difference from one value.</summary>
    static abstract TSelf operator -(T left, TSelf right);

    /// <summary>Difference with one value.</summary>
    static abstract TSelf operator -(TSelf left, T right);

    /// <summary>Product with one value.</summary>
    static abstract TSelf operator *(T left, TSelf right);

    /// <summary>Product with one value.</summary>
    static abstract TSelf operator *(TSelf left, T right);

    /// <summary>Quotient of one value.</summary>
    static abstract TSelf operator /(T left, TSelf right);

    /// <summary>Quotient by one value.</summary>
    static abstract TSelf operator /(TSelf left, T right);

    /// <summary>Mask of the elements that are less.</summary>
    static abstract TSelf operator <(T left, TSelf right);

    /// <summary>Mask of the elements that are less.</summary>
    static abstract TSelf operator <(TSelf left, T right);

    /// <summary>Mask of the elements that are greater.</summary>
    static abstract TSelf operator >(T left, TSelf right);

    /// <summary>Mask of the elements that are greater.</summary>
    static abstract TSelf operator >(TSelf left, T right);

    /// <summary>Mask of the elements that are less or equal.</summary>
    static abstract TSelf operator <=(T left, TSelf right);

    /// <summary>Mask of the elements that are less or equal.</summary>
    static abstract TSelf operator <=(TSelf left, T right);

    /// <summary>Mask of the elements that are greater or equal.</summary>
    static abstract TSelf operator >=(T left, TSelf right);

    /// <summary>Mask of the elements that are greater or equal.</summary>
    static abstract TSelf operator >=(TSelf left, T right);

    /// <summary>
    /// Loads parts of several rows: 16 bytes of consecutive elements from each, or one element if the vector has no more. The rows are as
    /// far from each other as a part is long.
    /// </summary>
    /// <param name="source">The first element of the first row.</param>
    /// <param name="stride">The distance from an element to the one in the next row, in elements.</param>
    internal static abstract TSelf LoadParts(ref readonly T source, nuint stride);

    /// <summary>Interleaves the lower halves of the parts of 16 bytes.</summary>
    internal static abstract TSelf UnpackLow(TSelf left, TSelf right);

    /// <summary>Interleaves the upper halves of the parts of 16 bytes.</summary>
    internal static abstract TSelf UnpackHigh(TSelf left, TSelf right);
}
