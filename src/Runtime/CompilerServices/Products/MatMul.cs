using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Products of matrices: an element of the result is one chain of sums over the inner dimension, in order; for generated code.
/// </summary>
/// <remarks>
/// The chain makes the bits of a result independent of the width of vectors, of tiles and of threads: they are those of the three nested
/// loops that one would write. The error of an element is at most that of any chain: k units in the last place of the sum of the
/// magnitudes, for k products.
/// </remarks>
/// <typeparam name="T">The type of an element.</typeparam>
/// <typeparam name="TRounding"><see cref="Exact"/>, or <see cref="Contracted"/> with fast math.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatMul<T, TRounding>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRounding : struct, IRounding
{
    // A row of zeros, as long as a tile's.
    private static ReadOnlySpan<byte> Zeros =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Computes c = a b.</summary>
    /// <param name="a">The left factor, n x k.</param>
    /// <param name="b">The right factor, k x m.</param>
    /// <param name="c">The result, n x m; its memory must not overlap that of a factor.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result overlaps a factor; nothing has changed.</exception>
    public static void Multiply(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> c)
    {
        Multiply(a, b, c, default(NoEpilogue));
    }

    /// <summary>Computes c = a b, and processes each block of c while it is in the cache.</summary>
    /// <inheritdoc cref="Multiply(ReadOnlyMatrixSpan{T}, ReadOnlyMatrixSpan{T}, MatrixSpan{T})"/>
    public static void Multiply<TEpilogue>(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> c, in TEpilogue epilogue)
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct =>
        Run(a, b, ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(Zeros)), 0, 0, c, in epilogue);

    /// <summary>Computes c = bias + a b, where each chain begins with its column's bias.</summary>
    /// <param name="a">The left factor, n x k.</param>
    /// <param name="b">The right factor, k x m.</param>
    /// <param name="bias">The bias, m elements; its memory must not overlap the result.</param>
    /// <param name="c">The result, n x m; its memory must not overlap that of a factor.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result overlaps an operand; nothing has changed.</exception>
    public static void Multiply(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, ReadOnlySpan<T> bias, MatrixSpan<T> c)
    {
        Multiply(a, b, bias, c, default(NoEpilogue));
    }

    /// <summary>Computes c = bias + a b, and processes each block of c while it is in the cache.</summary>
    /// <inheritdoc cref="Multiply(ReadOnlyMatrixSpan{T}, ReadOnlyMatrixSpan{T}, ReadOnlySpan{T}, MatrixSpan{T})"/>
    public static void Multiply<TEpilogue>(
        ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, ReadOnlySpan<T> bias, MatrixSpan<T> c, in TEpilogue epilogue)
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct
    {
        if (bias.Length != c.Columns)
            throw new ArgumentException($"The bias has {bias.Length} elements: it needs {c.Columns}, one for each column of the result.");
        Run(a, b, ref MemoryMarshal.GetReference(bias), 0, 1, c, in epilogue);
    }

    /// <summary>Computes c += a b, where each chain begins with the element that is there.</summary>
    /// <inheritdoc cref="Multiply(ReadOnlyMatrixSpan{T}, ReadOnlyMatrixSpan{T}, MatrixSpan{T})"/>
    public static void Accumulate(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> c)
    {
        Accumulate(a, b, c, default(NoEpilogue));
    }

    /// <summary>Computes c += a b, and processes each block of c while it is in the cache.</summary>
    /// <inheritdoc cref="Multiply(ReadOnlyMatrixSpan{T}, ReadOnlyMatrixSpan{T}, MatrixSpan{T})"/>
    public static void Accumulate<TEpilogue>(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> c, in TEpilogue epilogue)
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct =>
        Run(a, b, ref c.First, (nuint)c.Stride, 1, c, in epilogue);

    private static void Run<TEpilogue>(
        ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, ref T start, nuint startRow, nuint startColumn, MatrixSpan<T> c,
        in TEpilogue epilogue)
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns)
            throw Mismatch(a.Rows, a.Columns, b.Rows, b.Columns, c.Rows, c.Columns);
        if (c.Rows == 0 || c.Columns == 0)
            return;
        if (c.Overlaps(a) || c.Overlaps(b))
            throw new ArgumentException("The result overlaps a factor.");
        var operands = new MatMulOperands<T>
        {
            A = ref a.First,
            ARow = (nuint)a.RowStride,
            ATerm = (nuint)a.ColumnStride,
            B = ref b.First,
            BTerm = (nuint)b.RowStride,
            BColumn = (nuint)b.ColumnStride,
            Start = ref start,
            StartRow = startRow,
            StartColumn = startColumn,
            C = ref c.First,
            CRow = (nuint)c.Stride,
            Rows = (nuint)c.Rows,
            Columns = (nuint)c.Columns,
            Depth = (nuint)a.Columns,
        };
        if (Vector512.IsHardwareAccelerated)
            Run<Simd512<T>, TEpilogue>(in operands, in epilogue);
        else if (Vector256.IsHardwareAccelerated)
            Run<Simd256<T>, TEpilogue>(in operands, in epilogue);
        else if (Vector128.IsHardwareAccelerated)
            Run<Simd128<T>, TEpilogue>(in operands, in epilogue);
        else
            Run<SimdScalar<T>, TEpilogue>(in operands, in epilogue);
    }

    private static void Run<TVector, TEpilogue>(in MatMulOperands<T> operands, in TEpilogue epilogue)
        where TVector : struct, ISimdVector<TVector, T>
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct
    {
        MatMulPlan plan = MatMulPlan.Choose<T, TVector>(in operands);
        if (!MatMulWork.TryRun<T, TVector, TRounding, TEpilogue>(in operands, in plan, in epilogue))
            MatMulDriver<T, TVector, TRounding, TEpilogue>.Run(in operands, in plan, in epilogue);
    }

    private static ArgumentException Mismatch(int n, int k, int bRows, int m, int cRows, int cColumns) => new(
        $"The shapes do not fit: {n} x {k} times {bRows} x {m} cannot give {cRows} x {cColumns}.");
}
