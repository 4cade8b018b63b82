// Generated from Simd.Numbers.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

// Operators of a vector and a number. Written with those of two vectors, the JIT would read a constant from memory in every turn of a loop.
public readonly partial struct Simd128<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator +(T left, Simd128<T> right) => new(Vector128.Create(left) + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator +(Simd128<T> left, T right) => new(left._elements + Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator -(T left, Simd128<T> right) => new(Vector128.Create(left) - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator -(Simd128<T> left, T right) => new(left._elements - Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator *(T left, Simd128<T> right) => new(Vector128.Create(left) * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator *(Simd128<T> left, T right) => new(left._elements * Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator /(T left, Simd128<T> right) => new(Vector128.Create(left) / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator /(Simd128<T> left, T right) => new(left._elements / Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator <(T left, Simd128<T> right) =>
        new(Vector128.LessThan(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator <(Simd128<T> left, T right) =>
        new(Vector128.LessThan(left._elements, Vector128.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator >(T left, Simd128<T> right) =>
        new(Vector128.GreaterThan(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator >(Simd128<T> left, T right) =>
        new(Vector128.GreaterThan(left._elements, Vector128.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator <=(T left, Simd128<T> right) =>
        new(Vector128.LessThanOrEqual(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator <=(Simd128<T> left, T right) =>
        new(Vector128.LessThanOrEqual(left._elements, Vector128.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator >=(T left, Simd128<T> right) =>
        new(Vector128.GreaterThanOrEqual(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> operator >=(Simd128<T> left, T right) =>
        new(Vector128.GreaterThanOrEqual(left._elements, Vector128.Create(right)));
}
