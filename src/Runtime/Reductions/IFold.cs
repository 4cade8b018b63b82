using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>What a reduction makes of one more element.</summary>
internal interface IFold
{
    static abstract TLane With<TLane>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double>;
}

/// <summary>Adds it.</summary>
internal readonly struct Adding : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane With<TLane>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double> => result + element;
}

/// <summary>Adds its square: exact for floats, rounded once for doubles.</summary>
internal readonly struct AddingSquares : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane With<TLane>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double> => result + element * element;
}

/// <summary>Takes it where it is larger.</summary>
internal readonly struct TakingLargest : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane With<TLane>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double> => TLane.Max(result, element);
}
