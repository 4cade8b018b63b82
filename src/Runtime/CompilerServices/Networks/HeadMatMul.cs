using System;
using System.ComponentModel;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Products of matrices of one example, one for each of several heads: an element of a result is one chain of sums, as in
/// <see cref="MatMul{T, TRounding}"/>; for generated code, which has checked lengths.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HeadMatMul<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Of causal scores, the part behind the last key of so many rows is not computed.
    private const int CausalRows = 32;

    /// <summary>Computes y = a b for each example and each head.</summary>
    /// <param name="examples">The number of examples.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="a">The left factors of all examples.</param>
    /// <param name="aLayout">The places of the left factors.</param>
    /// <param name="b">The right factors of all examples.</param>
    /// <param name="bLayout">The places of the right factors.</param>
    /// <param name="y">Receives the products; elements between them stay as they are.</param>
    /// <param name="yLayout">The places of the products.</param>
    public static void Multiply(
        int examples,
        int heads,
        ReadOnlySpan<T> a,
        HeadLayout aLayout,
        ReadOnlySpan<T> b,
        HeadLayout bLayout,
        Span<T> y,
        HeadLayout yLayout)
    {
        int ofA = a.Length / examples, ofB = b.Length / examples, ofY = y.Length / examples;
        for (int example = 0; example < examples; example++)
        {
            for (int head = 0; head < heads; head++)
            {
                MatMul<T, Exact>.Multiply(
                    Read(a.Slice(example * ofA, ofA), aLayout, head),
                    Read(b.Slice(example * ofB, ofB), bLayout, head),
                    Write(y.Slice(example * ofY, ofY), yLayout, head));
            }
        }
    }

    /// <summary>Computes y = a b for each example and each head, up to the diagonal; elements behind it become a number.</summary>
    /// <param name="examples">The number of examples.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="a">The left factors of all examples.</param>
    /// <param name="aLayout">The places of the left factors.</param>
    /// <param name="b">The right factors of all examples.</param>
    /// <param name="bLayout">The places of the right factors.</param>
    /// <param name="y">Receives the products; elements between them stay as they are.</param>
    /// <param name="yLayout">The places of the products.</param>
    /// <param name="hidden">The number behind the diagonal.</param>
    public static void MultiplyCausal(
        int examples,
        int heads,
        ReadOnlySpan<T> a,
        HeadLayout aLayout,
        ReadOnlySpan<T> b,
        HeadLayout bLayout,
        Span<T> y,
        HeadLayout yLayout,
        T hidden)
    {
        int ofA = a.Length / examples, ofB = b.Length / examples, ofY = y.Length / examples;
        for (int example = 0; example < examples; example++)
        {
            for (int head = 0; head < heads; head++)
            {
                Span<T> results = y.Slice(example * ofY, ofY)[(yLayout.First + head * yLayout.Next)..];
                ReadOnlyMatrixSpan<T> left = Read(a.Slice(example * ofA, ofA), aLayout, head);
                ReadOnlyMatrixSpan<T> right = Read(b.Slice(example * ofB, ofB), bLayout, head);
                for (int first = 0; yLayout.Rows - first > 0; first += CausalRows)
                {
                    int rows = Math.Min(CausalRows, yLayout.Rows - first), seen = first + rows;
                    var block = new MatrixSpan<T>(results[(first * yLayout.Stride)..], rows, seen, yLayout.Stride);
                    MatMul<T, Exact>.Multiply(left.RowRange(first, rows), right.T.RowRange(0, seen).T, block);
                }

                for (int row = 0; row < yLayout.Rows; row++)
                    results.Slice(row * yLayout.Stride, yLayout.Columns)[(row + 1)..].Fill(hidden);
            }
        }
    }

    private static ReadOnlyMatrixSpan<T> Read(ReadOnlySpan<T> elements, HeadLayout layout, int head)
    {
        ReadOnlySpan<T> own = elements[(layout.First + head * layout.Next)..];
        var matrix = new ReadOnlyMatrixSpan<T>(own, layout.Rows, layout.Columns, layout.Stride);
        return layout.IsTransposed ? matrix.T : matrix;
    }

    private static MatrixSpan<T> Write(Span<T> elements, HeadLayout layout, int head) =>
        new(elements[(layout.First + head * layout.Next)..], layout.Rows, layout.Columns, layout.Stride);
}
