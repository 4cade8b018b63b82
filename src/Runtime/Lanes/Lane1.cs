using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Functions;

namespace FusedOpt.Lanes;

/// <summary>One element: single values and the tail of a loop.</summary>
/// <inheritdoc cref="ILane{TSelf, T}"/>
public readonly partial struct Lane1<T>(T element) : ILane<Lane1<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _element = element;

    /// <inheritdoc/>
    public static nuint Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Create(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Load(ref readonly T source, nuint index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => Unsafe.Add(ref destination, index) = _element;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator +(Lane1<T> left, Lane1<T> right) => new(left._element + right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator -(Lane1<T> left, Lane1<T> right) => new(left._element - right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator *(Lane1<T> left, Lane1<T> right) => new(left._element * right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator /(Lane1<T> left, Lane1<T> right) => new(left._element / right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator -(Lane1<T> value) => new(-value._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator <(Lane1<T> left, Lane1<T> right) => Mask(left._element < right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator >(Lane1<T> left, Lane1<T> right) => Mask(left._element > right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator <=(Lane1<T> left, Lane1<T> right) => Mask(left._element <= right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator >=(Lane1<T> left, Lane1<T> right) => Mask(left._element >= right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> AreEqual(Lane1<T> left, Lane1<T> right) => Mask(left._element == right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator &(Lane1<T> left, Lane1<T> right) => Mask(IsSet(left) && IsSet(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator |(Lane1<T> left, Lane1<T> right) => Mask(IsSet(left) || IsSet(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> operator ~(Lane1<T> mask) => Mask(!IsSet(mask));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Select(Lane1<T> mask, Lane1<T> whenTrue, Lane1<T> whenFalse) => IsSet(mask) ? whenTrue : whenFalse;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Sqrt(Lane1<T> value) => new(T.Sqrt(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Abs(Lane1<T> value) => new(T.Abs(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Min(Lane1<T> left, Lane1<T> right) => new(T.Min(left._element, right._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Max(Lane1<T> left, Lane1<T> right) => new(T.Max(left._element, right._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Min(Lane1<T> value, T limit) => limit < value._element ? new(limit) : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Max(Lane1<T> value, T limit) => limit > value._element ? new(limit) : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> CopySign(Lane1<T> value, Lane1<T> sign) =>
        new(T.CopySign(value._element, T.IsNaN(sign._element) ? T.Zero : sign._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Sign(Lane1<T> value) => new(value._element > T.Zero ? T.One : value._element < T.Zero ? T.NegativeOne : value._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> FlushSubnormal(Lane1<T> value) => new(T.Abs(value._element) < Bits.SmallestNormal<T>() ? T.Zero : value._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Floor(Lane1<T> value) => new(T.Floor(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Ceiling(Lane1<T> value) => new(T.Ceiling(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Truncate(Lane1<T> value) => new(T.Truncate(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Round(Lane1<T> value) => new(T.Round(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> FusedMultiplyAdd(Lane1<T> left, Lane1<T> right, Lane1<T> addend) =>
        new(T.FusedMultiplyAdd(left._element, right._element, addend._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> MultiplyAddEstimate(Lane1<T> left, Lane1<T> right, Lane1<T> addend) =>
        new(T.MultiplyAddEstimate(left._element, right._element, addend._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> SqrtEstimate(Lane1<T> value) => typeof(T) == typeof(float) && RootEstimate.Pays
        ? new(Unsafe.BitCast<float, T>(RootEstimate.Of(Vector128.CreateScalar(Unsafe.BitCast<T, float>(value._element))).ToScalar()))
        : Sqrt(value);

    // A whole number that is added to a large enough power of two stands in the last bits of the sum.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> PowerOfTwo(Lane1<T> n) => new(typeof(T) == typeof(double)
        ? Unsafe.BitCast<ulong, T>(Unsafe.BitCast<double, ulong>(Unsafe.BitCast<T, double>(n._element) + Bits.DoubleBias) << Bits.DoubleFraction)
        : Unsafe.BitCast<uint, T>(Unsafe.BitCast<float, uint>(Unsafe.BitCast<T, float>(n._element) + Bits.SingleBias) << Bits.SingleFraction));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Exponent(Lane1<T> value) => new(typeof(T) == typeof(double)
        ? Unsafe.BitCast<double, T>(Unsafe.BitCast<ulong, double>((Unsafe.BitCast<T, ulong>(T.Abs(value._element)) >> Bits.DoubleFraction) | Bits.DoubleWhole) - Bits.DoubleBias)
        : Unsafe.BitCast<float, T>(Unsafe.BitCast<uint, float>((Unsafe.BitCast<T, uint>(T.Abs(value._element)) >> Bits.SingleFraction) | Bits.SingleWhole) - Bits.SingleBias));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Significand(Lane1<T> value) => new(typeof(T) == typeof(double)
        ? Unsafe.BitCast<ulong, T>((Unsafe.BitCast<T, ulong>(value._element) & Bits.DoubleFractionMask) | Bits.DoubleOne)
        : Unsafe.BitCast<uint, T>((Unsafe.BitCast<T, uint>(value._element) & Bits.SingleFractionMask) | Bits.SingleOne));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Apply<TFunction>(Lane1<T> x)
        where TFunction : struct, IFunction => FromDouble(TFunction.Invoke(ToDouble(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> Apply<TFunction>(Lane1<T> x, Lane1<T> y)
        where TFunction : struct, IFunction2 => FromDouble(TFunction.Invoke(ToDouble(x), ToDouble(y)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane1<double> ToDouble(Lane1<T> value) => new(double.CreateTruncating(value._element));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane1<T> FromDouble(Lane1<double> value) => new(T.CreateTruncating(value._element));

    // A mask is a number like any other to the code that carries it: 1 where set, 0 where not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane1<T> Mask(bool set) => new(set ? T.One : T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSet(Lane1<T> mask) => mask._element != T.Zero;
}
