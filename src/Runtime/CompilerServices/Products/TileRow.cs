using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>A row of a tile: one to three vectors of neighbouring columns, kept in registers.</summary>
/// <remarks>An inline array would stay in memory (a third of the speed); fields of a structure are promoted to registers.</remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">The type of an element.</typeparam>
internal interface ITileRow<TSelf, T>
    where TSelf : struct, ITileRow<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Loads the columns from an element on.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Returns the sums plus a row times one factor, by reference: a broadcast then loads it itself.</summary>
    static abstract TSelf MultiplyAdd(ref readonly T factor, TSelf row, TSelf sums);

    /// <summary>Stores the columns from an element on.</summary>
    void Store(ref T destination);
}

/// <summary>One vector.</summary>
internal readonly struct TileRow1<T, TVector, TRounding>(TVector v0) : ITileRow<TileRow1<T, TVector, TRounding>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
    where TRounding : struct, IRounding
{
    private readonly TVector _v0 = v0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow1<T, TVector, TRounding> Load(ref readonly T source) => new(TVector.Load(in source, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow1<T, TVector, TRounding> MultiplyAdd(
        ref readonly T factor, TileRow1<T, TVector, TRounding> row, TileRow1<T, TVector, TRounding> sums) =>
        new(TRounding.MultiplyAdd<TVector, T>(TVector.Create(factor), row._v0, sums._v0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination) => _v0.Store(ref destination, 0);
}

/// <summary>Two vectors.</summary>
internal readonly struct TileRow2<T, TVector, TRounding>(TVector v0, TVector v1) : ITileRow<TileRow2<T, TVector, TRounding>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
    where TRounding : struct, IRounding
{
    private readonly TVector _v0 = v0, _v1 = v1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow2<T, TVector, TRounding> Load(ref readonly T source) =>
        new(TVector.Load(in source, 0), TVector.Load(in source, TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow2<T, TVector, TRounding> MultiplyAdd(
        ref readonly T factor, TileRow2<T, TVector, TRounding> row, TileRow2<T, TVector, TRounding> sums)
    {
        var x = TVector.Create(factor);
        return new(
            TRounding.MultiplyAdd<TVector, T>(x, row._v0, sums._v0),
            TRounding.MultiplyAdd<TVector, T>(x, row._v1, sums._v1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination)
    {
        _v0.Store(ref destination, 0);
        _v1.Store(ref destination, TVector.Count);
    }
}

/// <summary>Three vectors.</summary>
internal readonly struct TileRow3<T, TVector, TRounding>(TVector v0, TVector v1, TVector v2) : ITileRow<TileRow3<T, TVector, TRounding>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
    where TRounding : struct, IRounding
{
    private readonly TVector _v0 = v0, _v1 = v1, _v2 = v2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow3<T, TVector, TRounding> Load(ref readonly T source) =>
        new(TVector.Load(in source, 0), TVector.Load(in source, TVector.Count), TVector.Load(in source, 2 * TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow3<T, TVector, TRounding> MultiplyAdd(
        ref readonly T factor, TileRow3<T, TVector, TRounding> row, TileRow3<T, TVector, TRounding> sums)
    {
        var x = TVector.Create(factor);
        return new(
            TRounding.MultiplyAdd<TVector, T>(x, row._v0, sums._v0),
            TRounding.MultiplyAdd<TVector, T>(x, row._v1, sums._v1),
            TRounding.MultiplyAdd<TVector, T>(x, row._v2, sums._v2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination)
    {
        _v0.Store(ref destination, 0);
        _v1.Store(ref destination, TVector.Count);
        _v2.Store(ref destination, 2 * TVector.Count);
    }
}
