// Generated from Lane.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FusedOpt.Functions;

namespace FusedOpt.Lanes;

/// <summary>512 bits: 16 floats or 8 doubles.</summary>
/// <inheritdoc cref="ILane{TSelf, T}"/>
public readonly partial struct Lane512<T>(Vector512<T> elements) : ILane<Lane512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _elements = elements;

    /// <inheritdoc/>
    public static nuint Count => (nuint)Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Create(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Load(ref readonly T source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => _elements.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator +(Lane512<T> left, Lane512<T> right) => new(left._elements + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> left, Lane512<T> right) => new(left._elements - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator *(Lane512<T> left, Lane512<T> right) => new(left._elements * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator /(Lane512<T> left, Lane512<T> right) => new(left._elements / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> value) => new(-value._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator <(Lane512<T> left, Lane512<T> right) =>
        new(Vector512.LessThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator >(Lane512<T> left, Lane512<T> right) =>
        new(Vector512.GreaterThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator <=(Lane512<T> left, Lane512<T> right) =>
        new(Vector512.LessThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator >=(Lane512<T> left, Lane512<T> right) =>
        new(Vector512.GreaterThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> AreEqual(Lane512<T> left, Lane512<T> right) => new(Vector512.Equals(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator &(Lane512<T> left, Lane512<T> right) => new(left._elements & right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator |(Lane512<T> left, Lane512<T> right) => new(left._elements | right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator ~(Lane512<T> mask) => new(~mask._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Select(Lane512<T> mask, Lane512<T> whenTrue, Lane512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask._elements, whenTrue._elements, whenFalse._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Sqrt(Lane512<T> value) => new(Vector512.Sqrt(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Abs(Lane512<T> value) => new(Vector512.Abs(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Min(Lane512<T> left, Lane512<T> right) => new(Vector512.Min(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Max(Lane512<T> left, Lane512<T> right) => new(Vector512.Max(left._elements, right._elements));

    // Of a limit and NaN, the instruction takes the second.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Min(Lane512<T> value, T limit) => new(
        !Avx512F.IsSupported ? Vector512.Min(Vector512.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Avx512F.Min(Vector512.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Avx512F.Min(Vector512.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Max(Lane512<T> value, T limit) => new(
        !Avx512F.IsSupported ? Vector512.Max(Vector512.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Avx512F.Max(Vector512.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Avx512F.Max(Vector512.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> CopySign(Lane512<T> value, Lane512<T> sign) =>
        new(Vector512.CopySign(value._elements, sign._elements & Vector512.Equals(sign._elements, sign._elements)));

    // In one expression, so that the JIT keeps masks in mask registers: as lanes they are vectors, for two instructions more in 512 bits.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Sign(Lane512<T> value) => new(Vector512.ConditionalSelect(
        Vector512.GreaterThan(value._elements, Vector512<T>.Zero),
        Vector512<T>.One,
        Vector512.ConditionalSelect(Vector512.LessThan(value._elements, Vector512<T>.Zero), -Vector512<T>.One, value._elements)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> FlushSubnormal(Lane512<T> value) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(Vector512.Abs(value._elements), Vector512.Create(Bits.SmallestNormal<T>())),
        Vector512<T>.Zero,
        value._elements));

    // Rounding exists for each element type by itself; which one it is, is decided when the code is compiled.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Floor(Lane512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Floor(value._elements.AsDouble()).As<double, T>()
        : Vector512.Floor(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Ceiling(Lane512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Ceiling(value._elements.AsDouble()).As<double, T>()
        : Vector512.Ceiling(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Truncate(Lane512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Truncate(value._elements.AsDouble()).As<double, T>()
        : Vector512.Truncate(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Round(Lane512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Round(value._elements.AsDouble()).As<double, T>()
        : Vector512.Round(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> FusedMultiplyAdd(Lane512<T> left, Lane512<T> right, Lane512<T> addend) => new(typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> MultiplyAddEstimate(Lane512<T> left, Lane512<T> right, Lane512<T> addend) => new(typeof(T) == typeof(double)
        ? Vector512.MultiplyAddEstimate(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector512.MultiplyAddEstimate(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> SqrtEstimate(Lane512<T> value) =>
        typeof(T) == typeof(float) && RootEstimate.Pays ? new(RootEstimate.Of(value._elements.AsSingle()).As<float, T>()) : Sqrt(value);

    // A whole number that is added to a large enough power of two stands in the last bits of the sum.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> PowerOfTwo(Lane512<T> n) => new(typeof(T) == typeof(double)
        ? ((n._elements.AsDouble() + Vector512.Create(Bits.DoubleBias)).AsUInt64() << Bits.DoubleFraction).As<ulong, T>()
        : ((n._elements.AsSingle() + Vector512.Create(Bits.SingleBias)).AsUInt32() << Bits.SingleFraction).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Exponent(Lane512<T> value) => new(typeof(T) == typeof(double)
        ? (((Vector512.Abs(value._elements).AsUInt64() >> Bits.DoubleFraction) | Vector512.Create(Bits.DoubleWhole)).AsDouble()
            - Vector512.Create(Bits.DoubleBias)).As<double, T>()
        : (((Vector512.Abs(value._elements).AsUInt32() >> Bits.SingleFraction) | Vector512.Create(Bits.SingleWhole)).AsSingle()
            - Vector512.Create(Bits.SingleBias)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Significand(Lane512<T> value) => new(typeof(T) == typeof(double)
        ? ((value._elements.AsUInt64() & Vector512.Create(Bits.DoubleFractionMask)) | Vector512.Create(Bits.DoubleOne)).As<ulong, T>()
        : ((value._elements.AsUInt32() & Vector512.Create(Bits.SingleFractionMask)) | Vector512.Create(Bits.SingleOne)).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Apply<TFunction>(Lane512<T> x)
        where TFunction : struct, IFunction
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Lane512<double>(x._elements.AsDouble()))._elements.As<double, T>());
        Vector512<float> single = x._elements.AsSingle();
        var lower = TFunction.Invoke(new Lane512<double>(Vector512.WidenLower(single)));
        var upper = TFunction.Invoke(new Lane512<double>(Vector512.WidenUpper(single)));
        return new(Vector512.Narrow(lower._elements, upper._elements).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Apply<TFunction>(Lane512<T> x, Lane512<T> y)
        where TFunction : struct, IFunction2
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Lane512<double>(x._elements.AsDouble()), new Lane512<double>(y._elements.AsDouble()))
                ._elements.As<double, T>());
        Vector512<float> first = x._elements.AsSingle(), second = y._elements.AsSingle();
        var lower = TFunction.Invoke(new Lane512<double>(Vector512.WidenLower(first)), new Lane512<double>(Vector512.WidenLower(second)));
        var upper = TFunction.Invoke(new Lane512<double>(Vector512.WidenUpper(first)), new Lane512<double>(Vector512.WidenUpper(second)));
        return new(Vector512.Narrow(lower._elements, upper._elements).As<float, T>());
    }
}
