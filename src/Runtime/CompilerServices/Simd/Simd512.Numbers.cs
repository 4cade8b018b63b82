// Generated from Simd.Numbers.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

// Operators of a vector and a number. Written with those of two vectors, the JIT would read a constant from memory in every turn of a loop.
public readonly partial struct Simd512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator +(T left, Simd512<T> right) => new(Vector512.Create(left) + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator +(Simd512<T> left, T right) => new(left._elements + Vector512.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator -(T left, Simd512<T> right) => new(Vector512.Create(left) - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator -(Simd512<T> left, T right) => new(left._elements - Vector512.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator *(T left, Simd512<T> right) => new(Vector512.Create(left) * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator *(Simd512<T> left, T right) => new(left._elements * Vector512.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator /(T left, Simd512<T> right) => new(Vector512.Create(left) / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator /(Simd512<T> left, T right) => new(left._elements / Vector512.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator <(T left, Simd512<T> right) =>
        new(Vector512.LessThan(Vector512.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator <(Simd512<T> left, T right) =>
        new(Vector512.LessThan(left._elements, Vector512.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator >(T left, Simd512<T> right) =>
        new(Vector512.GreaterThan(Vector512.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator >(Simd512<T> left, T right) =>
        new(Vector512.GreaterThan(left._elements, Vector512.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator <=(T left, Simd512<T> right) =>
        new(Vector512.LessThanOrEqual(Vector512.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator <=(Simd512<T> left, T right) =>
        new(Vector512.LessThanOrEqual(left._elements, Vector512.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator >=(T left, Simd512<T> right) =>
        new(Vector512.GreaterThanOrEqual(Vector512.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512<T> operator >=(Simd512<T> left, T right) =>
        new(Vector512.GreaterThanOrEqual(left._elements, Vector512.Create(right)));
}
