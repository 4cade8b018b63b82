using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

// A part is one element: there is nothing to interleave.
public readonly partial struct SimdScalar<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static SimdScalar<T> ISimdVector<SimdScalar<T>, T>.LoadParts(ref readonly T source, nuint stride) => Load(in source, 0);

    /// <inheritdoc/>
    static SimdScalar<T> ISimdVector<SimdScalar<T>, T>.UnpackLow(SimdScalar<T> left, SimdScalar<T> right) =>
        throw new UnreachableException();

    /// <inheritdoc/>
    static SimdScalar<T> ISimdVector<SimdScalar<T>, T>.UnpackHigh(SimdScalar<T> left, SimdScalar<T> right) =>
        throw new UnreachableException();
}
