using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>Numbers with fewer bits, got by additions alone: not every machine rounds to whole numbers by an instruction.</summary>
internal static class Rounding
{
    private const double TwoTo27Plus1 = 134217729;
    private const double OneAndAHalfTimesTwoTo52 = 6755399441055744;

    /// <summary>The number rounded to 26 bits (Veltkamp, 1968). Products of two such are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Head<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector large = x * TwoTo27Plus1;
        return large - (large - x);
    }

    /// <summary>The nearest whole number, for magnitudes below 2^51: beside 2^52 there is no room for a fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Whole<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double> => (x + OneAndAHalfTimesTwoTo52) - OneAndAHalfTimesTwoTo52;
}
