// Generated from Simd.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

/// <summary>128 bits: 4 floats or 2 doubles.</summary>
/// <inheritdoc cref="ISimdVector{TSelf, T}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Simd128<T>(Vector128<T> elements) : ISimdVector<Simd128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _elements = elements;

    /// <inheritdoc/>
    public static nuint Count => (nuint)Vector128<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Create(T value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Load(ref readonly T source, nuint index) => new(Vector128.LoadUnsafe(in source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nuint index) => _elements.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator +(Simd128<T> left, Simd128<T> right) => new(left._elements + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator -(Simd128<T> left, Simd128<T> right) => new(left._elements - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator *(Simd128<T> left, Simd128<T> right) => new(left._elements * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator /(Simd128<T> left, Simd128<T> right) => new(left._elements / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator -(Simd128<T> value) => new(-value._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator <(Simd128<T> left, Simd128<T> right) =>
        new(Vector128.LessThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator >(Simd128<T> left, Simd128<T> right) =>
        new(Vector128.GreaterThan(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator <=(Simd128<T> left, Simd128<T> right) =>
        new(Vector128.LessThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator >=(Simd128<T> left, Simd128<T> right) =>
        new(Vector128.GreaterThanOrEqual(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> AreEqual(Simd128<T> left, Simd128<T> right) => new(Vector128.Equals(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator &(Simd128<T> left, Simd128<T> right) => new(left._elements & right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator |(Simd128<T> left, Simd128<T> right) => new(left._elements | right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator ~(Simd128<T> mask) => new(~mask._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Select(Simd128<T> mask, Simd128<T> whenTrue, Simd128<T> whenFalse) =>
        new(Vector128.ConditionalSelect(mask._elements, whenTrue._elements, whenFalse._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Sqrt(Simd128<T> value) => new(Vector128.Sqrt(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Abs(Simd128<T> value) => new(Vector128.Abs(value._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Min(Simd128<T> left, Simd128<T> right) => new(Vector128.Min(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Max(Simd128<T> left, Simd128<T> right) => new(Vector128.Max(left._elements, right._elements));

    // The instruction takes its second operand if one of the two is NaN, so the limit is the first: NaN stays.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Min(Simd128<T> value, T limit) => new(
        !Sse2.IsSupported ? Vector128.Min(Vector128.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Sse2.Min(Vector128.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Sse.Min(Vector128.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Max(Simd128<T> value, T limit) => new(
        !Sse2.IsSupported ? Vector128.Max(Vector128.Create(limit), value._elements)
        : typeof(T) == typeof(double) ? Sse2.Max(Vector128.Create(limit).AsDouble(), value._elements.AsDouble()).As<double, T>()
        : Sse.Max(Vector128.Create(limit).AsSingle(), value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> CopySign(Simd128<T> value, Simd128<T> sign) =>
        new(Vector128.CopySign(value._elements, sign._elements & Vector128.Equals(sign._elements, sign._elements)));

    // One expression, so that the JIT keeps masks in mask registers: as vectors they take two instructions more in 512 bits.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Sign(Simd128<T> value) => new(Vector128.ConditionalSelect(
        Vector128.GreaterThan(value._elements, Vector128<T>.Zero),
        Vector128<T>.One,
        Vector128.ConditionalSelect(Vector128.LessThan(value._elements, Vector128<T>.Zero), -Vector128<T>.One, value._elements)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> FlushSubnormal(Simd128<T> value) => new(Vector128.ConditionalSelect(
        Vector128.LessThan(Vector128.Abs(value._elements), Vector128.Create(Bits.SmallestNormal<T>())),
        Vector128<T>.Zero,
        value._elements));

    // Rounding exists for each element type by itself; which one it is, is decided when the code is compiled.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Floor(Simd128<T> value) => new(typeof(T) == typeof(double)
        ? Vector128.Floor(value._elements.AsDouble()).As<double, T>()
        : Vector128.Floor(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Ceiling(Simd128<T> value) => new(typeof(T) == typeof(double)
        ? Vector128.Ceiling(value._elements.AsDouble()).As<double, T>()
        : Vector128.Ceiling(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Truncate(Simd128<T> value) => new(typeof(T) == typeof(double)
        ? Vector128.Truncate(value._elements.AsDouble()).As<double, T>()
        : Vector128.Truncate(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Round(Simd128<T> value) => new(typeof(T) == typeof(double)
        ? Vector128.Round(value._elements.AsDouble()).As<double, T>()
        : Vector128.Round(value._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> FusedMultiplyAdd(Simd128<T> left, Simd128<T> right, Simd128<T> addend) => new(typeof(T) == typeof(double)
        ? Vector128.FusedMultiplyAdd(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector128.FusedMultiplyAdd(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> MultiplyAddEstimate(Simd128<T> left, Simd128<T> right, Simd128<T> addend) => new(typeof(T) == typeof(double)
        ? Vector128.MultiplyAddEstimate(left._elements.AsDouble(), right._elements.AsDouble(), addend._elements.AsDouble()).As<double, T>()
        : Vector128.MultiplyAddEstimate(left._elements.AsSingle(), right._elements.AsSingle(), addend._elements.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> SqrtEstimate(Simd128<T> value) =>
        typeof(T) == typeof(float) && RootEstimate.IsFaster
            ? new(RootEstimate.Compute(value._elements.AsSingle()).As<float, T>())
            : Sqrt(value);

    // A whole number that is added to a large enough power of two stands in the last bits of the sum.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> PowerOfTwo(Simd128<T> n) => new(typeof(T) == typeof(double)
        ? ((n._elements.AsDouble() + Vector128.Create(Bits.DoubleBias)).AsUInt64() << Bits.DoubleFraction).As<ulong, T>()
        : ((n._elements.AsSingle() + Vector128.Create(Bits.SingleBias)).AsUInt32() << Bits.SingleFraction).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Exponent(Simd128<T> value) => new(typeof(T) == typeof(double)
        ? (((Vector128.Abs(value._elements).AsUInt64() >> Bits.DoubleFraction) | Vector128.Create(Bits.DoubleWhole)).AsDouble()
            - Vector128.Create(Bits.DoubleBias)).As<double, T>()
        : (((Vector128.Abs(value._elements).AsUInt32() >> Bits.SingleFraction) | Vector128.Create(Bits.SingleWhole)).AsSingle()
            - Vector128.Create(Bits.SingleBias)).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Significand(Simd128<T> value) => new(typeof(T) == typeof(double)
        ? ((value._elements.AsUInt64() & Vector128.Create(Bits.DoubleFractionMask)) | Vector128.Create(Bits.DoubleOne)).As<ulong, T>()
        : ((value._elements.AsUInt32() & Vector128.Create(Bits.SingleFractionMask)) | Vector128.Create(Bits.SingleOne)).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Apply<TFunction>(Simd128<T> x)
        where TFunction : struct, IFunction
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Simd128<double>(x._elements.AsDouble()))._elements.As<double, T>());
        Vector128<float> single = x._elements.AsSingle();
        var lower = TFunction.Invoke(new Simd128<double>(Vector128.WidenLower(single)));
        var upper = TFunction.Invoke(new Simd128<double>(Vector128.WidenUpper(single)));
        return new(Vector128.Narrow(lower._elements, upper._elements).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> Apply<TFunction>(Simd128<T> x, Simd128<T> y)
        where TFunction : struct, IFunction2
    {
        if (typeof(T) == typeof(double))
            return new(TFunction.Invoke(new Simd128<double>(x._elements.AsDouble()), new Simd128<double>(y._elements.AsDouble()))
                ._elements.As<double, T>());
        Vector128<float> first = x._elements.AsSingle(), second = y._elements.AsSingle();
        var lower = TFunction.Invoke(new Simd128<double>(Vector128.WidenLower(first)), new Simd128<double>(Vector128.WidenLower(second)));
        var upper = TFunction.Invoke(new Simd128<double>(Vector128.WidenUpper(first)), new Simd128<double>(Vector128.WidenUpper(second)));
        return new(Vector128.Narrow(lower._elements, upper._elements).As<float, T>());
    }
}
