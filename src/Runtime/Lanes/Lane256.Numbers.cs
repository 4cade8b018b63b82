// Generated from Lane.Numbers.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.Lanes;

// Operators of a lane and a number. Written with those of two lanes, the JIT would read a constant from memory in every turn of a loop.
public readonly partial struct Lane256<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(T left, Lane256<T> right) => new(Vector256.Create(left) + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(Lane256<T> left, T right) => new(left._elements + Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(T left, Lane256<T> right) => new(Vector256.Create(left) - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> left, T right) => new(left._elements - Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(T left, Lane256<T> right) => new(Vector256.Create(left) * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(Lane256<T> left, T right) => new(left._elements * Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(T left, Lane256<T> right) => new(Vector256.Create(left) / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(Lane256<T> left, T right) => new(left._elements / Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator <(T left, Lane256<T> right) =>
        new(Vector256.LessThan(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator <(Lane256<T> left, T right) =>
        new(Vector256.LessThan(left._elements, Vector256.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator >(T left, Lane256<T> right) =>
        new(Vector256.GreaterThan(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator >(Lane256<T> left, T right) =>
        new(Vector256.GreaterThan(left._elements, Vector256.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator <=(T left, Lane256<T> right) =>
        new(Vector256.LessThanOrEqual(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator <=(Lane256<T> left, T right) =>
        new(Vector256.LessThanOrEqual(left._elements, Vector256.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator >=(T left, Lane256<T> right) =>
        new(Vector256.GreaterThanOrEqual(Vector256.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator >=(Lane256<T> left, T right) =>
        new(Vector256.GreaterThanOrEqual(left._elements, Vector256.Create(right)));
}
