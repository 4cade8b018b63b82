using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using FusedOpt.Reductions;

namespace FusedOpt;

/// <summary>Measures the gradients of a model and those it holds. The result has the same bits for every number of threads.</summary>
/// <remarks>
/// Gradients are cut into pieces of at most 65,536 elements. Each is measured by one thread, as <see cref="Tensor"/> measures; the pieces are put together in the order in which the walk meets them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GradientMeasure
{
    internal const int Piece = 1 << 16;

    private readonly bool _isLargest;
    private double[] _pieces = new double[16];

    // The bands of the pieces, where they are sums of squares.
    private sbyte[] _bands = new sbyte[16];
    private double _factor = 1;
    private Tempo _tempo;

    /// <param name="norm">What to measure.</param>
    internal GradientMeasure(NormKind norm) => _isLargest = norm == NormKind.Infinity;

    /// <summary>How long measuring takes.</summary>
    internal ref Tempo Tempo => ref _tempo;

    /// <summary>Measures a gradient, of which this thread takes some pieces.</summary>
    /// <param name="gradient">The gradient; of a sum of several, which is made in the cache.</param>
    /// <param name="walk">The walk that has met it.</param>
    /// <param name="mask">What is pruned, and counts as 0; null where nothing is.</param>
    public void Add(ReadOnlySpan<float> gradient, ref Walk walk, PruneMask? mask = null) => Add<InMemory<float>, float>(new(gradient), mask, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk, PruneMask)"/>
    public void Add(ReadOnlySpan<double> gradient, ref Walk walk, PruneMask? mask = null) => Add<InMemory<double>, double>(new(gradient), mask, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk, PruneMask)"/>
    public void Add(ReadOnlySpan<Half> gradient, ref Walk walk, PruneMask? mask = null) => Add<Widened, float>(new(gradient), mask, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk, PruneMask)"/>
    public void Add(GradientSum<float> gradient, ref Walk walk, PruneMask? mask = null) => Add<Summed<float>, float>(new(gradient), mask, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk, PruneMask)"/>
    public void Add(GradientSum<double> gradient, ref Walk walk, PruneMask? mask = null) => Add<Summed<double>, double>(new(gradient), mask, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk, PruneMask)"/>
    public void Add(GradientSum<Half> gradient, ref Walk walk, PruneMask? mask = null) => Add<WidenedSum, float>(new(gradient), mask, ref walk);

    /// <summary>Measures all gradients.</summary>
    /// <param name="model">The model, prepared.</param>
    /// <param name="prepared">The walk that has prepared it.</param>
    /// <param name="factor">A factor on each element, in its own type, if magnitudes are measured.</param>
    /// <returns>The norm, which is finite if all elements are.</returns>
    internal ScaledNorm Run(IOptimizable model, in Walk prepared, double factor = 1)
    {
        _factor = factor;
        Walk walk = prepared.Measuring(this);
        int count = Count(model, in walk);
        if (!Stepper.Spread(model, in walk))
            model.Measure(ref walk);
        Span<double> pieces = _pieces.AsSpan(0, count);
        return _isLargest ? new(count == 0 ? 0 : Largest.Of(pieces)) : ScaledSum.Of(pieces, _bands.AsSpan(0, count)).Root();
    }

    /// <summary>The end of the piece that starts at an element.</summary>
    internal static int EndOf(int start, int length) => start + Math.Min(Piece, length - start);

    // A walk of which no piece is this thread's counts them.
    private int Count(IOptimizable model, in Walk measuring)
    {
        Walk walk = measuring.OfNothing();
        model.Measure(ref walk);
        if (walk.Pieces > _pieces.Length)
            (_pieces, _bands) = (new double[2 * walk.Pieces], new sbyte[2 * walk.Pieces]);
        return walk.Pieces;
    }

    // Nothing reads the room before it has been written.
    [SkipLocalsInit]
    private void Add<TSource, T>(scoped TSource gradient, PruneMask? mask, ref Walk walk)
        where TSource : struct, IGradientSource<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> room = stackalloc T[Block.Length];
        for (int start = 0, end; start < gradient.Length; start = end)
        {
            end = EndOf(start, gradient.Length);
            int piece = walk.Pieces++;
            if (!walk.Takes(end - start))
                continue;
            PieceMeasure measured = new(_isLargest, _factor);
            for (int i = start; i < end;)
            {
                ReadOnlySpan<T> elements = gradient.From(i, end, room);
                if (mask is not null)
                    elements = mask.Kept(i, elements[..Math.Min(elements.Length, room.Length)], room);
                measured.Add(elements);
                i += elements.Length;
            }

            ScaledSum result = measured.Result;
            (_pieces[piece], _bands[piece]) = (result.Value, (sbyte)result.Band);
        }
    }
}
