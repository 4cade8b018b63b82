using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Reductions along the columns of a matrix that is seen row by row: one double for each column, which the rows change in order. See
/// <see cref="Reduce"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ColumnReduction
{
    private readonly Scratch<double> _scratch;
    private readonly Span<double> _columns;

    // For norms of doubles: the scaled sums of columns that leave the range, next to the plain sums of squares.
    private readonly ColumnSquares _squares;

    /// <summary>A reduction of no rows yet.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="first">The initial value of each column: 0 for sums, negative infinity for the largest.</param>
    /// <param name="mayLeaveRange">True for norms of doubles, whose squares may be beyond the range of doubles.</param>
    public ColumnReduction(int columns, double first, bool mayLeaveRange = false)
    {
        _scratch = new(mayLeaveRange ? 2 * columns : columns);
        _columns = _scratch.Span[..columns];
        _columns.Fill(first);
        if (mayLeaveRange)
            _squares = new(_scratch.Span[columns..]);
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose() => _scratch.Dispose();

    /// <summary>Adds elements of a row to the sums of their columns.</summary>
    /// <param name="column">The column of the first.</param>
    /// <param name="elements">The elements.</param>
    public void Add<T>(int column, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fold<Adding, T>(column, elements);

    /// <summary>Adds their squares.</summary>
    /// <inheritdoc cref="Add"/>
    public void AddSquares<T>(int column, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Fold<AddingSquares, T>(column, elements);
        if (typeof(T) == typeof(double))
            _squares.Add(column, _columns.Slice(column, elements.Length), MemoryMarshal.Cast<T, double>(elements));
    }

    /// <summary>Puts them in the place of smaller ones.</summary>
    /// <inheritdoc cref="Add"/>
    public void Max<T>(int column, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fold<TakingMaximum, T>(column, elements);

    private void Fold<TFold, T>(int column, ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref double results = ref MemoryMarshal.GetReference(_columns.Slice(column, elements.Length));
        ref T first = ref MemoryMarshal.GetReference(elements);
        nuint length = (nuint)elements.Length, i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = Loop<TFold, Simd512<double>, T>(ref results, ref first, i, length);
        if (Vector256.IsHardwareAccelerated)
            i = Loop<TFold, Simd256<double>, T>(ref results, ref first, i, length);
        if (Vector128.IsHardwareAccelerated)
            i = Loop<TFold, Simd128<double>, T>(ref results, ref first, i, length);
        Loop<TFold, SimdScalar<double>, T>(ref results, ref first, i, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Loop<TFold, TVector, T>(ref double results, ref T first, nuint i, nuint length)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; length - i >= TVector.Count; i += TVector.Count)
            TFold.With<TVector, T>(TVector.Load(ref results, i), Wide.Load<TVector, T>(ref first, i)).Store(ref results, i);
        return i;
    }

    /// <summary>The sum or the largest of each column.</summary>
    public void CopyTo<T>(Span<T> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _columns.Length; i++)
            results[i] = T.CreateChecked(_columns[i]);
    }

    /// <summary>The mean of each column.</summary>
    public void CopyMeansTo<T>(Span<T> results, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _columns.Length; i++)
            results[i] = T.CreateChecked(_columns[i] / rows);
    }

    /// <summary>The Euclidean norm of each column.</summary>
    public void CopyRootsTo<T>(Span<T> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _columns.Length; i++)
            results[i] = _squares.Combine(i, _columns[i]).Root().To<T>();
    }
}
