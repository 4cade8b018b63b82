// Generated from Simd.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

/// <summary>512 bits: 16 floats or 8 doubles.</summary>
/// <inheritdoc cref="ISimdVector{TSelf, T}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Simd512<T>(Vector512<T> elements) : ISimdVector<Simd512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _elements = elements;

    /// <inheritdoc/>
    public static nuint Count => (nuint)Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Create(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Load(ref readonly T source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => _elements.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator +(Simd512<T> left, Simd512<T> right) => new(left._elements + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator -(Simd512<T> left, Simd512<T> right) => new(left._elements - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator *(Simd512<T> left, Simd512<T> right) => new(left._elements * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator /(Simd512<T> left, Simd512<T> right) => new(left._elements / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator -(Simd512<T> value) => new(-value._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator <(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.LessThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator >(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.GreaterThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator <=(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.LessThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator >=(Simd512<T> left, Simd512<T> right) =>
        new(Vector512.GreaterThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> AreEqual(Simd512<T> left, Simd512<T> right) => new(Vector512.Equals(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator &(Simd512<T> left, Simd512<T> right) => new(left._elements & right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator |(Simd512<T> left, Simd512<T> right) => new(left._elements | right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator ~(Simd512<T> mask) => new(~mask._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Select(Simd512<T> mask, Simd512<T> whenTrue, Simd512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask._elements, whenTrue._elements, whenFalse._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Sqrt(Simd512<T> value) => new(Vector512.Sqrt(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Abs(Simd512<T> value) => new(Vector512.Abs(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Min(Simd512<T> left, Simd512<T> right) => new(Vector512.Min(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Max(Simd512<T> left, Simd512<T> right) => new(Vector512.Max(left._elements, right._elements));

    // The instruction takes its second operand if one of the two is NaN, so the limit is the first: NaN stays.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Min(Simd512<T> value, T limit) => new(
        !Avx512F.IsSupported ? Vector512.Min(Vector512.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Avx512F.Min(Vector512.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Avx512F.Min(Vector512.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Max(Simd512<T> value, T limit) => new(
        !Avx512F.IsSupported ? Vector512.Max(Vector512.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Avx512F.Max(Vector512.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Avx512F.Max(Vector512.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> CopySign(Simd512<T> value, Simd512<T> sign) =>
        new(Vector512.CopySign(value._elements, sign._elements & Vector512.Equals(sign._elements, sign._elements)));

    // One expression, so that the JIT keeps masks in mask registers: as vectors they take two instructions more in 512 bits.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Sign(Simd512<T> value) => new(Vector512.ConditionalSelect(
        Vector512.GreaterThan(value._elements, Vector512<T>.Zero),
        Vector512<T>.One,
        Vector512.ConditionalSelect(Vector512.LessThan(value._elements, Vector512<T>.Zero), -Vector512<T>.One, value._elements)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> FlushSubnormal(Simd512<T> value) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(Vector512.Abs(value._elements), Vector512.Create(Bits.SmallestNormal<T>())),
        Vector512<T>.Zero,
        value._elements));

    // Rounding exists for each element type by itself; which one it is, is decided when the code is compiled.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Floor(Simd512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Floor(value._elements.AsDouble()).As<double, T>()
        : Vector512.Floor(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Ceiling(Simd512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Ceiling(value._elements.AsDouble()).As<double, T>()
        : Vector512.Ceiling(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Truncate(Simd512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Truncate(value._elements.AsDouble()).As<double, T>()
        : Vector512.Truncate(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Round(Simd512<T> value) => new(typeof(T) == typeof(double)
        ? Vector512.Round(value._elements.AsDouble()).As<double, T>()
        : Vector512.Round(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> FusedMultiplyAdd(Simd512<T> left, Simd512<T> right, Simd512<T> addend) => new(typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> MultiplyAddEstimate(Simd512<T> left, Simd512<T> right, Simd512<T> addend) => new(typeof(T) == typeof(double)
        ? Vector512.MultiplyAddEstimate(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector512.MultiplyAddEstimate(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> SqrtEstimate(Simd512<T> value) =>
        typeof(T) == typeof(float) && RootEstimate.IsFaster
            ? new(RootEstimate.Compute(value._elements.AsSingle()).As<float, T>())
            : Sqrt(value);

    // A whole number that is added to a large enough power of two stands in the last bits of the sum.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> PowerOfTwo(Simd512<T> n) => new(typeof(T) == typeof(double)
        ? ((n._elements.AsDouble() + Vector512.Create(Bits.DoubleBias)).AsUInt64() << Bits.DoubleFraction).As<ulong, T>()
        : ((n._elements.AsSingle() + Vector512.Create(Bits.SingleBias)).AsUInt32() << Bits.SingleFraction).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Exponent(Simd512<T> value) => new(typeof(T) == typeof(double)
        ? (((Vector512.Abs(value._elements).AsUInt64() >> Bits.DoubleFraction) | Vector512.Create(Bits.DoubleWhole)).AsDouble()
            - Vector512.Create(Bits.DoubleBias)).As<double, T>()
        : (((Vector512.Abs(value._elements).AsUInt32() >> Bits.SingleFraction) | Vector512.Create(Bits.SingleWhole)).AsSingle()
            - Vector512.Create(Bits.SingleBias)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Significand(Simd512<T> value) => new(typeof(T) == typeof(double)
        ? ((value._elements.AsUInt64() & Vector512.Create(Bits.DoubleFractionMask)) | Vector512.Create(Bits.DoubleOne)).As<ulong, T>()
        : ((value._elements.AsUInt32() & Vector512.Create(Bits.SingleFractionMask)) | Vector512.Create(Bits.SingleOne)).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Apply<TFunction>(Simd512<T> x)
        where TFunction : struct, IFunction
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Simd512<double>(x._elements.AsDouble()))._elements.As<double, T>());
        Vector512<float> single = x._elements.AsSingle();
        var lower = TFunction.Invoke(new Simd512<double>(Vector512.WidenLower(single)));
        var upper = TFunction.Invoke(new Simd512<double>(Vector512.WidenUpper(single)));
        return new(Vector512.Narrow(lower._elements, upper._elements).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> Apply<TFunction>(Simd512<T> x, Simd512<T> y)
        where TFunction : struct, IFunction2
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Simd512<double>(x._elements.AsDouble()), new Simd512<double>(y._elements.AsDouble()))
                ._elements.As<double, T>());
        Vector512<float> first = x._elements.AsSingle(), second = y._elements.AsSingle();
        var lower = TFunction.Invoke(new Simd512<double>(Vector512.WidenLower(first)), new Simd512<double>(Vector512.WidenLower(second)));
        var upper = TFunction.Invoke(new Simd512<double>(Vector512.WidenUpper(first)), new Simd512<double>(Vector512.WidenUpper(second)));
        return new(Vector512.Narrow(lower._elements, upper._elements).As<float, T>());
    }
}
