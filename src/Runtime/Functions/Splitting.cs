using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>Products without rounding: those of numbers with half the bits.</summary>
internal static class Splitting
{
    private const double TwoTo27Plus1 = 134217729;

    /// <summary>The number rounded to 26 bits (Veltkamp, 1968).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Head<TLane>(TLane x)
        where TLane : struct, ILane<TLane, double>
    {
        TLane large = x * TwoTo27Plus1;
        return large - (large - x);
    }
}
