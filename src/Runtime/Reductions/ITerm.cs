using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>What a sum adds for each element.</summary>
internal interface ITerm
{
    static abstract TLane Of<TLane>(TLane element)
        where TLane : struct, ILane<TLane, double>;
}

/// <summary>The element itself.</summary>
internal readonly struct Itself : ITerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane element)
        where TLane : struct, ILane<TLane, double> => element;
}

/// <summary>Its square: exact for floats, rounded once for doubles.</summary>
internal readonly struct Square : ITerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane element)
        where TLane : struct, ILane<TLane, double> => element * element;
}
