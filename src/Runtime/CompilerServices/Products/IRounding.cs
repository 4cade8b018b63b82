using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>The rounding of a product that is added to a sum, as a type: <see cref="Exact"/> or <see cref="Contracted"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRounding
{
    /// <summary>Returns the addend plus the product of the two factors.</summary>
    static abstract TVector MultiplyAdd<TVector, T>(TVector left, TVector right, TVector addend)
        where TVector : struct, ISimdVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The product is rounded, then the sum: the same bits on every machine.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Exact : IRounding
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MultiplyAdd<TVector, T>(TVector left, TVector right, TVector addend)
        where TVector : struct, ISimdVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => addend + left * right;
}

/// <summary>Product and sum are rounded once where the machine has an instruction for it: fast math.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Contracted : IRounding
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MultiplyAdd<TVector, T>(TVector left, TVector right, TVector addend)
        where TVector : struct, ISimdVector<TVector, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TVector.MultiplyAddEstimate(left, right, addend);
}
