// Generated from Simd.Layout.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

// Moves of elements, for transposing a matrix.
public readonly partial struct Simd256<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd256<T> ISimdVector<Simd256<T>, T>.LoadParts(ref readonly T source, nuint stride)
    {
        nuint part = (nuint)Vector128<T>.Count * stride;
        return new(Vector256.Create(Vector128.LoadUnsafe(in source), Vector128.LoadUnsafe(in source, part)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd256<T> ISimdVector<Simd256<T>, T>.UnpackLow(Simd256<T> left, Simd256<T> right) =>
        new(UnpackLow(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd256<T> ISimdVector<Simd256<T>, T>.UnpackHigh(Simd256<T> left, Simd256<T> right) =>
        new(UnpackHigh(left._elements, right._elements));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> UnpackLow(Vector256<T> left, Vector256<T> right)
    {
        if (Avx.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Avx.UnpackLow(left.AsDouble(), right.AsDouble()).As<double, T>()
                : Avx.UnpackLow(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        return Vector256.Create(
            Simd128<T>.UnpackLow(left.GetLower(), right.GetLower()),
            Simd128<T>.UnpackLow(left.GetUpper(), right.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> UnpackHigh(Vector256<T> left, Vector256<T> right)
    {
        if (Avx.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Avx.UnpackHigh(left.AsDouble(), right.AsDouble()).As<double, T>()
                : Avx.UnpackHigh(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        return Vector256.Create(
            Simd128<T>.UnpackHigh(left.GetLower(), right.GetLower()),
            Simd128<T>.UnpackHigh(left.GetUpper(), right.GetUpper()));
    }
}
