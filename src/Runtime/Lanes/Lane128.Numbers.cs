// Generated from Lane.Numbers.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.Lanes;

// Operators of a lane and a number. Written with those of two lanes, the JIT would read a constant from memory in every turn of a loop.
public readonly partial struct Lane128<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(T left, Lane128<T> right) => new(Vector128.Create(left) + right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(Lane128<T> left, T right) => new(left._elements + Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(T left, Lane128<T> right) => new(Vector128.Create(left) - right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> left, T right) => new(left._elements - Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(T left, Lane128<T> right) => new(Vector128.Create(left) * right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(Lane128<T> left, T right) => new(left._elements * Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(T left, Lane128<T> right) => new(Vector128.Create(left) / right._elements);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(Lane128<T> left, T right) => new(left._elements / Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator <(T left, Lane128<T> right) =>
        new(Vector128.LessThan(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator <(Lane128<T> left, T right) =>
        new(Vector128.LessThan(left._elements, Vector128.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator >(T left, Lane128<T> right) =>
        new(Vector128.GreaterThan(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator >(Lane128<T> left, T right) =>
        new(Vector128.GreaterThan(left._elements, Vector128.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator <=(T left, Lane128<T> right) =>
        new(Vector128.LessThanOrEqual(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator <=(Lane128<T> left, T right) =>
        new(Vector128.LessThanOrEqual(left._elements, Vector128.Create(right)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator >=(T left, Lane128<T> right) =>
        new(Vector128.GreaterThanOrEqual(Vector128.Create(left), right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator >=(Lane128<T> left, T right) =>
        new(Vector128.GreaterThanOrEqual(left._elements, Vector128.Create(right)));
}
