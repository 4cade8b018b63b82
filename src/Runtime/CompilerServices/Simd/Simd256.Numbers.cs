// Generated from Simd.Numbers.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

// Operators of a vector and a number. Written with those of two vectors, the JIT would read a constant from memory in every turn of a loop.
public readonly partial struct Simd256<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator +(T left, Simd256<T> right) => new(Vector256.Create(left) + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator +(Simd256<T> left, T right) => new(left._elements + Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator -(T left, Simd256<T> right) => new(Vector256.Create(left) - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator -(Simd256<T> left, T right) => new(left._elements - Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator *(T left, Simd256<T> right) => new(Vector256.Create(left) * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator *(Simd256<T> left, T right) => new(left._elements * Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator /(T left, Simd256<T> right) => new(Vector256.Create(left) / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator /(Simd256<T> left, T right) => new(left._elements / Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator <(T left, Simd256<T> right) =>
        new(Vector256.LessThan(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator <(Simd256<T> left, T right) =>
        new(Vector256.LessThan(left._elements, Vector256.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator >(T left, Simd256<T> right) =>
        new(Vector256.GreaterThan(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator >(Simd256<T> left, T right) =>
        new(Vector256.GreaterThan(left._elements, Vector256.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator <=(T left, Simd256<T> right) =>
        new(Vector256.LessThanOrEqual(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator <=(Simd256<T> left, T right) =>
        new(Vector256.LessThanOrEqual(left._elements, Vector256.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator >=(T left, Simd256<T> right) =>
        new(Vector256.GreaterThanOrEqual(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256<T> operator >=(Simd256<T> left, T right) =>
        new(Vector256.GreaterThanOrEqual(left._elements, Vector256.Create(right)));
}
