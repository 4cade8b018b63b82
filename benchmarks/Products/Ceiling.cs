using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.CompilerServices;

namespace FusedOpt.Benchmarks.Products;

/// <summary>
/// The ceiling of exact products: chains of one multiplication and one addition in the widest vectors, all in registers, as many as fit
/// beside the two constants.
/// </summary>
/// <remarks>A chain waits for its own last result. Only many chains at once keep the pipes for both operations busy.</remarks>
internal sealed class Ceiling() : Contender(Column.Ceiling)
{
    private const int Turns = 2048;

    private readonly float[] _sums = new float[16];

    /// <summary>The operations of one step.</summary>
    public static double Operations { get; } = 2.0 * Turns * Chains * Width;

    /// <summary>A line about the loop.</summary>
    public static string Description =>
        $"Ceiling: {Chains} chains of a multiplication and an addition in registers, in vectors of {Width * 32} bits.";

    // The register files of AVX-512, also for shorter vectors, and of Arm have 32 vectors, all others 16.
    private static bool HasManyRegisters => Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported;

    private static int Chains => HasManyRegisters ? 24 : 14;

    private static int Width =>
        Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    public override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Simd512<float>>(ref _sums[0]);
            else if (Vector256.IsHardwareAccelerated)
                Run<Simd256<float>>(ref _sums[0]);
            else if (Vector128.IsHardwareAccelerated)
                Run<Simd128<float>>(ref _sums[0]);
            else
                Run<SimdScalar<float>>(ref _sums[0]);
        }
    }

    public override void Reset()
    {
    }

    public override void Write(Gradients kind)
    {
    }

    private static void Run<TVector>(ref float sums)
        where TVector : struct, ISimdVector<TVector, float>
    {
        if (HasManyRegisters)
            Run24<TVector>(ref sums);
        else
            Run14<TVector>(ref sums);
    }

    // All chains stay between 0 and 2, far from the subnormals.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run14<TVector>(ref float sums)
        where TVector : struct, ISimdVector<TVector, float>
    {
        TVector factor = TVector.Create(0.5f), one = TVector.Create(1f);
        TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one;
        TVector h = one, i = one, j = one, k = one, l = one, m = one, n = one;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = a * factor + one;
            b = b * factor + one;
            c = c * factor + one;
            d = d * factor + one;
            e = e * factor + one;
            f = f * factor + one;
            g = g * factor + one;
            h = h * factor + one;
            i = i * factor + one;
            j = j * factor + one;
            k = k * factor + one;
            l = l * factor + one;
            m = m * factor + one;
            n = n * factor + one;
        }

        (a + b + c + d + e + f + g + h + i + j + k + l + m + n).Store(ref sums, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run24<TVector>(ref float sums)
        where TVector : struct, ISimdVector<TVector, float>
    {
        TVector factor = TVector.Create(0.5f), one = TVector.Create(1f);
        TVector a = one, b = one, c = one, d = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one, l = one;
        TVector m = one, n = one, o = one, p = one, q = one, r = one, s = one, t = one, u = one, v = one, w = one, x = one;
        for (int turn = 0; turn < Turns; turn++)
        {
            a = a * factor + one;
            b = b * factor + one;
            c = c * factor + one;
            d = d * factor + one;
            e = e * factor + one;
            f = f * factor + one;
            g = g * factor + one;
            h = h * factor + one;
            i = i * factor + one;
            j = j * factor + one;
            k = k * factor + one;
            l = l * factor + one;
            m = m * factor + one;
            n = n * factor + one;
            o = o * factor + one;
            p = p * factor + one;
            q = q * factor + one;
            r = r * factor + one;
            s = s * factor + one;
            t = t * factor + one;
            u = u * factor + one;
            v = v * factor + one;
            w = w * factor + one;
            x = x * factor + one;
        }

        (a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + x).Store(ref sums, 0);
    }
}
