// Generated from Simd.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

/// <summary>256 bits: 8 floats or 4 doubles.</summary>
/// <inheritdoc cref="ISimdVector{TSelf, T}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Simd256<T>(Vector256<T> elements) : ISimdVector<Simd256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _elements = elements;

    /// <inheritdoc/>
    public static nuint Count => (nuint)Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Create(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Load(ref readonly T source, nuint index) => new(Vector256.LoadUnsafe(in source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => _elements.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator +(Simd256<T> left, Simd256<T> right) => new(left._elements + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator -(Simd256<T> left, Simd256<T> right) => new(left._elements - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator *(Simd256<T> left, Simd256<T> right) => new(left._elements * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator /(Simd256<T> left, Simd256<T> right) => new(left._elements / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator -(Simd256<T> value) => new(-value._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator <(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.LessThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator >(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.GreaterThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator <=(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.LessThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator >=(Simd256<T> left, Simd256<T> right) =>
        new(Vector256.GreaterThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> AreEqual(Simd256<T> left, Simd256<T> right) => new(Vector256.Equals(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator &(Simd256<T> left, Simd256<T> right) => new(left._elements & right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator |(Simd256<T> left, Simd256<T> right) => new(left._elements | right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator ~(Simd256<T> mask) => new(~mask._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Select(Simd256<T> mask, Simd256<T> whenTrue, Simd256<T> whenFalse) =>
        new(Vector256.ConditionalSelect(mask._elements, whenTrue._elements, whenFalse._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Sqrt(Simd256<T> value) => new(Vector256.Sqrt(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Abs(Simd256<T> value) => new(Vector256.Abs(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Min(Simd256<T> left, Simd256<T> right) => new(Vector256.Min(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Max(Simd256<T> left, Simd256<T> right) => new(Vector256.Max(left._elements, right._elements));

    // The instruction takes its second operand if one of the two is NaN, so the limit is the first: NaN stays.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Min(Simd256<T> value, T limit) => new(
        !Avx.IsSupported ? Vector256.Min(Vector256.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Avx.Min(Vector256.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Avx.Min(Vector256.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Max(Simd256<T> value, T limit) => new(
        !Avx.IsSupported ? Vector256.Max(Vector256.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Avx.Max(Vector256.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Avx.Max(Vector256.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> CopySign(Simd256<T> value, Simd256<T> sign) =>
        new(Vector256.CopySign(value._elements, sign._elements & Vector256.Equals(sign._elements, sign._elements)));

    // One expression, so that the JIT keeps masks in mask registers: as vectors they take two instructions more in 512 bits.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Sign(Simd256<T> value) => new(Vector256.ConditionalSelect(
        Vector256.GreaterThan(value._elements, Vector256<T>.Zero),
        Vector256<T>.One,
        Vector256.ConditionalSelect(Vector256.LessThan(value._elements, Vector256<T>.Zero), -Vector256<T>.One, value._elements)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> FlushSubnormal(Simd256<T> value) => new(Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256.Abs(value._elements), Vector256.Create(Bits.SmallestNormal<T>())),
        Vector256<T>.Zero,
        value._elements));

    // Rounding exists for each element type by itself; which one it is, is decided when the code is compiled.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Floor(Simd256<T> value) => new(typeof(T) == typeof(double)
        ? Vector256.Floor(value._elements.AsDouble()).As<double, T>()
        : Vector256.Floor(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Ceiling(Simd256<T> value) => new(typeof(T) == typeof(double)
        ? Vector256.Ceiling(value._elements.AsDouble()).As<double, T>()
        : Vector256.Ceiling(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Truncate(Simd256<T> value) => new(typeof(T) == typeof(double)
        ? Vector256.Truncate(value._elements.AsDouble()).As<double, T>()
        : Vector256.Truncate(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Round(Simd256<T> value) => new(typeof(T) == typeof(double)
        ? Vector256.Round(value._elements.AsDouble()).As<double, T>()
        : Vector256.Round(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> FusedMultiplyAdd(Simd256<T> left, Simd256<T> right, Simd256<T> addend) => new(typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> MultiplyAddEstimate(Simd256<T> left, Simd256<T> right, Simd256<T> addend) => new(typeof(T) == typeof(double)
        ? Vector256.MultiplyAddEstimate(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector256.MultiplyAddEstimate(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> SqrtEstimate(Simd256<T> value) =>
        typeof(T) == typeof(float) && RootEstimate.IsFaster
            ? new(RootEstimate.Compute(value._elements.AsSingle()).As<float, T>())
            : Sqrt(value);

    // A whole number that is added to a large enough power of two stands in the last bits of the sum.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> PowerOfTwo(Simd256<T> n) => new(typeof(T) == typeof(double)
        ? ((n._elements.AsDouble() + Vector256.Create(Bits.DoubleBias)).AsUInt64() << Bits.DoubleFraction).As<ulong, T>()
        : ((n._elements.AsSingle() + Vector256.Create(Bits.SingleBias)).AsUInt32() << Bits.SingleFraction).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Exponent(Simd256<T> value) => new(typeof(T) == typeof(double)
        ? (((Vector256.Abs(value._elements).AsUInt64() >> Bits.DoubleFraction) | Vector256.Create(Bits.DoubleWhole)).AsDouble()
            - Vector256.Create(Bits.DoubleBias)).As<double, T>()
        : (((Vector256.Abs(value._elements).AsUInt32() >> Bits.SingleFraction) | Vector256.Create(Bits.SingleWhole)).AsSingle()
            - Vector256.Create(Bits.SingleBias)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Significand(Simd256<T> value) => new(typeof(T) == typeof(double)
        ? ((value._elements.AsUInt64() & Vector256.Create(Bits.DoubleFractionMask)) | Vector256.Create(Bits.DoubleOne)).As<ulong, T>()
        : ((value._elements.AsUInt32() & Vector256.Create(Bits.SingleFractionMask)) | Vector256.Create(Bits.SingleOne)).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Apply<TFunction>(Simd256<T> x)
        where TFunction : struct, IFunction
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Simd256<double>(x._elements.AsDouble()))._elements.As<double, T>());
        Vector256<float> single = x._elements.AsSingle();
        var lower = TFunction.Invoke(new Simd256<double>(Vector256.WidenLower(single)));
        var upper = TFunction.Invoke(new Simd256<double>(Vector256.WidenUpper(single)));
        return new(Vector256.Narrow(lower._elements, upper._elements).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> Apply<TFunction>(Simd256<T> x, Simd256<T> y)
        where TFunction : struct, IFunction2
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Simd256<double>(x._elements.AsDouble()), new Simd256<double>(y._elements.AsDouble()))
                ._elements.As<double, T>());
        Vector256<float> first = x._elements.AsSingle(), second = y._elements.AsSingle();
        var lower = TFunction.Invoke(new Simd256<double>(Vector256.WidenLower(first)), new Simd256<double>(Vector256.WidenLower(second)));
        var upper = TFunction.Invoke(new Simd256<double>(Vector256.WidenUpper(first)), new Simd256<double>(Vector256.WidenUpper(second)));
        return new(Vector256.Narrow(lower._elements, upper._elements).As<float, T>());
    }
}
