// Generated from Simd.Layout.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

// Moves of elements, for transposing a matrix.
public readonly partial struct Simd128<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd128<T> ISimdVector<Simd128<T>, T>.LoadParts(ref readonly T source, nuint stride)
    {
        return Load(in source, 0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd128<T> ISimdVector<Simd128<T>, T>.UnpackLow(Simd128<T> left, Simd128<T> right) =>
        new(UnpackLow(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd128<T> ISimdVector<Simd128<T>, T>.UnpackHigh(Simd128<T> left, Simd128<T> right) =>
        new(UnpackHigh(left._elements, right._elements));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> UnpackLow(Vector128<T> left, Vector128<T> right)
    {
        if (Sse2.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Sse2.UnpackLow(left.AsDouble(), right.AsDouble()).As<double, T>()
                : Sse.UnpackLow(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? AdvSimd.Arm64.ZipLow(left.AsDouble(), right.AsDouble()).As<double, T>()
                : AdvSimd.Arm64.ZipLow(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector128.Create(left.AsDouble()[0], right.AsDouble()[0]).As<double, T>()
            : Vector128.Create(left.AsSingle()[0], right.AsSingle()[0], left.AsSingle()[1], right.AsSingle()[1]).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> UnpackHigh(Vector128<T> left, Vector128<T> right)
    {
        if (Sse2.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Sse2.UnpackHigh(left.AsDouble(), right.AsDouble()).As<double, T>()
                : Sse.UnpackHigh(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? AdvSimd.Arm64.ZipHigh(left.AsDouble(), right.AsDouble()).As<double, T>()
                : AdvSimd.Arm64.ZipHigh(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector128.Create(left.AsDouble()[1], right.AsDouble()[1]).As<double, T>()
            : Vector128.Create(left.AsSingle()[2], right.AsSingle()[2], left.AsSingle()[3], right.AsSingle()[3]).As<float, T>();
    }
}
