using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>What a reduction makes of one more element.</summary>
internal interface IFold
{
    static abstract TLane With<TLane, T>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged;
}

/// <summary>Adds it.</summary>
internal readonly struct Adding : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane With<TLane, T>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged => result + element;
}

/// <summary>Adds its square: exact for floats, rounded once for doubles.</summary>
internal readonly struct AddingSquares : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane With<TLane, T>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TLane.MultiplyAddEstimate(element, element, result) : result + element * element;
}

/// <summary>Takes it where it is larger.</summary>
internal readonly struct TakingLargest : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane With<TLane, T>(TLane result, TLane element)
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged => TLane.Max(result, element);
}
