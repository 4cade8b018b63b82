using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

/// <summary>Square roots of floats from AVX-512's estimate of the reciprocal root and one step of Newton's method.</summary>
/// <remarks>
/// <para>
/// The divider, which takes ten cycles for a root on Zen 4, is left to divisions. Estimates of fewer bits, as SSE, AVX and Arm have them,
/// would need a second step, which costs as much as it saves: there is no other form, and every width uses this one or none.
/// </para>
/// <para>
/// With an estimate r = (1 + d) / sqrt(x), |d| &lt;= 2^-14, and s = x r (1 + a), |a| &lt;= 2^-24, the step s + s (1/2 - s r/2) is
/// sqrt(x) (1 + a/2 - 3/2 d^2) to first order: less than 0.6 units in the last place off before it is rounded, so that it is rounded to the
/// root itself or to a neighbour. No operand but x is ever below the normal numbers, so that this holds for subnormal x, too.
/// </para>
/// </remarks>
internal static class RootEstimate
{
    // Zeros and the positive infinity are their own roots. For all other numbers the step is right; it gives NaN for negative numbers.
    private const int OwnRoots = 1 << (4 * 2) | 1 << (4 * 5);

    // A unit of the exponent: subtracted, it halves without a multiplication.
    private const int Half = 1 << Bits.SingleFraction;

    /// <summary>True if the processor has the instructions.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported;
    }

    /// <summary>True if the estimate is the faster way to a root.</summary>
    /// <remarks>
    /// The value is set before any other code of this library runs: a lazily set field would cost more in each turn of a loop than the
    /// estimate saves.
    /// </remarks>
    public static bool IsFaster
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsSupported && field;
        set;
    }

    /// <summary>
    /// Returns true if the processor's divider takes fewer cycles for a root, at every width, than the instructions of an estimate take:
    /// AMD's from Zen 5 on, with less than five cycles.
    /// </summary>
    /// <param name="vendor">The answer of CPUID to 0.</param>
    /// <param name="version">The answer of CPUID to 1, in EAX.</param>
    public static bool HasQuickDivider((int Eax, int Ebx, int Ecx, int Edx) vendor, int version) =>
        vendor is { Ebx: 0x68747541, Edx: 0x69746E65, Ecx: 0x444D4163 } && (version >> 8 & 0xF) + (version >> 20 & 0xFF) >= 0x1A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Compute(Vector512<float> x)
    {
        Vector512<float> r = Avx512F.ReciprocalSqrt14(x), s = x * r, half = (r.AsInt32() - Vector512.Create(Half)).AsSingle();
        Vector512<float> rest = Avx512F.FusedMultiplyAddNegated(s, half, Vector512.Create(0.5f));
        return Avx512F.Fixup(Avx512F.FusedMultiplyAdd(s, rest, s), x, Vector512.Create(OwnRoots), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Compute(Vector256<float> x)
    {
        Vector256<float> r = Avx512F.VL.ReciprocalSqrt14(x), s = x * r, half = (r.AsInt32() - Vector256.Create(Half)).AsSingle();
        Vector256<float> rest = Fma.MultiplyAddNegated(s, half, Vector256.Create(0.5f));
        return Avx512F.VL.Fixup(Fma.MultiplyAdd(s, rest, s), x, Vector256.Create(OwnRoots), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Compute(Vector128<float> x)
    {
        Vector128<float> r = Avx512F.VL.ReciprocalSqrt14(x), s = x * r, half = (r.AsInt32() - Vector128.Create(Half)).AsSingle();
        Vector128<float> rest = Fma.MultiplyAddNegated(s, half, Vector128.Create(0.5f));
        return Avx512F.VL.Fixup(Fma.MultiplyAdd(s, rest, s), x, Vector128.Create(OwnRoots), 0);
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Kernels are compiled in the user's assembly, and must find the choice made.")]
    internal static void Choose() => IsFaster = IsSupported && !HasQuickDivider(X86Base.CpuId(0, 0), X86Base.CpuId(1, 0).Eax);
}
