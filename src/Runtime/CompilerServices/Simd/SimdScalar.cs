using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>One element: single values and the tail of a loop.</summary>
/// <inheritdoc cref="ISimdVector{TSelf, T}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct SimdScalar<T>(T element) : ISimdVector<SimdScalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _element = element;

    /// <inheritdoc/>
    public static nuint Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Create(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Load(ref readonly T source, nuint index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => Unsafe.Add(ref destination, index) = _element;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator +(SimdScalar<T> left, SimdScalar<T> right) => new(left._element + right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator -(SimdScalar<T> left, SimdScalar<T> right) => new(left._element - right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator *(SimdScalar<T> left, SimdScalar<T> right) => new(left._element * right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator /(SimdScalar<T> left, SimdScalar<T> right) => new(left._element / right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator -(SimdScalar<T> value) => new(-value._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator <(SimdScalar<T> left, SimdScalar<T> right) => Mask(left._element < right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator >(SimdScalar<T> left, SimdScalar<T> right) => Mask(left._element > right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator <=(SimdScalar<T> left, SimdScalar<T> right) => Mask(left._element <= right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator >=(SimdScalar<T> left, SimdScalar<T> right) => Mask(left._element >= right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> AreEqual(SimdScalar<T> left, SimdScalar<T> right) => Mask(left._element == right._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator &(SimdScalar<T> left, SimdScalar<T> right) => Mask(IsSet(left) && IsSet(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator |(SimdScalar<T> left, SimdScalar<T> right) => Mask(IsSet(left) || IsSet(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> operator ~(SimdScalar<T> mask) => Mask(!IsSet(mask));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Select(SimdScalar<T> mask, SimdScalar<T> whenTrue, SimdScalar<T> whenFalse) =>
        IsSet(mask) ? whenTrue : whenFalse;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Sqrt(SimdScalar<T> value) => new(T.Sqrt(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Abs(SimdScalar<T> value) => new(T.Abs(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Min(SimdScalar<T> left, SimdScalar<T> right) => new(T.Min(left._element, right._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Max(SimdScalar<T> left, SimdScalar<T> right) => new(T.Max(left._element, right._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Min(SimdScalar<T> value, T limit) => limit < value._element ? new(limit) : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Max(SimdScalar<T> value, T limit) => limit > value._element ? new(limit) : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> CopySign(SimdScalar<T> value, SimdScalar<T> sign) =>
        new(T.CopySign(value._element, T.IsNaN(sign._element) ? T.Zero : sign._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Sign(SimdScalar<T> value) =>
        new(value._element > T.Zero ? T.One : value._element < T.Zero ? T.NegativeOne : value._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> FlushSubnormal(SimdScalar<T> value) =>
        new(T.Abs(value._element) < Bits.SmallestNormal<T>() ? T.Zero : value._element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Floor(SimdScalar<T> value) => new(T.Floor(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Ceiling(SimdScalar<T> value) => new(T.Ceiling(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Truncate(SimdScalar<T> value) => new(T.Truncate(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Round(SimdScalar<T> value) => new(T.Round(value._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> FusedMultiplyAdd(SimdScalar<T> left, SimdScalar<T> right, SimdScalar<T> addend) =>
        new(T.FusedMultiplyAdd(left._element, right._element, addend._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> MultiplyAddEstimate(SimdScalar<T> left, SimdScalar<T> right, SimdScalar<T> addend) =>
        new(T.MultiplyAddEstimate(left._element, right._element, addend._element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> SqrtEstimate(SimdScalar<T> value) => typeof(T) == typeof(float) && RootEstimate.IsFaster
        ? new(Unsafe.BitCast<float, T>(RootEstimate.Compute(Vector128.CreateScalar(Unsafe.BitCast<T, float>(value._element))).ToScalar()))
        : Sqrt(value);

    // A whole number that is added to a large enough power of two stands in the last bits of the sum.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> PowerOfTwo(SimdScalar<T> n) => new(typeof(T) == typeof(double)
        ? Unsafe.BitCast<ulong, T>(
            Unsafe.BitCast<double, ulong>(Unsafe.BitCast<T, double>(n._element) + Bits.DoubleBias) << Bits.DoubleFraction)
        : Unsafe.BitCast<uint, T>(
            Unsafe.BitCast<float, uint>(Unsafe.BitCast<T, float>(n._element) + Bits.SingleBias) << Bits.SingleFraction));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Exponent(SimdScalar<T> value) => new(typeof(T) == typeof(double)
        ? Unsafe.BitCast<double, T>(
            Unsafe.BitCast<ulong, double>((Unsafe.BitCast<T, ulong>(T.Abs(value._element)) >> Bits.DoubleFraction) | Bits.DoubleWhole)
                - Bits.DoubleBias)
        : Unsafe.BitCast<float, T>(
            Unsafe.BitCast<uint, float>((Unsafe.BitCast<T, uint>(T.Abs(value._element)) >> Bits.SingleFraction) | Bits.SingleWhole)
                - Bits.SingleBias));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Significand(SimdScalar<T> value) => new(typeof(T) == typeof(double)
        ? Unsafe.BitCast<ulong, T>((Unsafe.BitCast<T, ulong>(value._element) & Bits.DoubleFractionMask) | Bits.DoubleOne)
        : Unsafe.BitCast<uint, T>((Unsafe.BitCast<T, uint>(value._element) & Bits.SingleFractionMask) | Bits.SingleOne));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Apply<TFunction>(SimdScalar<T> x)
        where TFunction : struct, IFunction => FromDouble(TFunction.Invoke(ToDouble(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> Apply<TFunction>(SimdScalar<T> x, SimdScalar<T> y)
        where TFunction : struct, IFunction2 => FromDouble(TFunction.Invoke(ToDouble(x), ToDouble(y)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdScalar<double> ToDouble(SimdScalar<T> value) => new(double.CreateTruncating(value._element));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdScalar<T> FromDouble(SimdScalar<double> value) => new(T.CreateTruncating(value._element));

    // A mask is a number like any other to the code that carries it: 1 where set, 0 where not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdScalar<T> Mask(bool set) => new(set ? T.One : T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSet(SimdScalar<T> mask) => mask._element != T.Zero;
}
