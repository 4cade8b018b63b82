using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>A fold: the function by which a reduction takes in one more element.</summary>
internal interface IFold
{
    static abstract TVector With<TVector, T>(TVector result, TVector element)
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged;
}

/// <summary>Adds it.</summary>
internal readonly struct Adding : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector With<TVector, T>(TVector result, TVector element)
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged => result + element;
}

/// <summary>Adds its square: exact for floats, rounded once for doubles.</summary>
internal readonly struct AddingSquares : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector With<TVector, T>(TVector result, TVector element)
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TVector.MultiplyAddEstimate(element, element, result) : result + element * element;
}

/// <summary>Takes it where it is larger.</summary>
internal readonly struct TakingMaximum : IFold
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector With<TVector, T>(TVector result, TVector element)
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged => TVector.Max(result, element);
}
