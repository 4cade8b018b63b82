using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>Measures the gradients of a model and those it holds. The result has the same bits for every number of threads.</summary>
/// <remarks>
/// Gradients are cut into pieces of at most 65,536 elements. Each is measured by one thread, as <see cref="Reduce"/> measures; the pieces
/// are put together in the order in which the traversal meets them.
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
    private SerialCostEstimate _serialCost;

    /// <param name="norm">The norm to measure.</param>
    internal GradientMeasure(NormKind norm) => _isLargest = norm == NormKind.Infinity;

    /// <summary>The estimated time of measuring on one thread.</summary>
    internal ref SerialCostEstimate SerialCost => ref _serialCost;

    /// <summary>Measures a gradient, of which this thread takes some pieces.</summary>
    /// <param name="gradient">The gradient; of a sum of several, which is made in the cache.</param>
    /// <param name="context">The context of the traversal that has met it.</param>
    /// <param name="mask">The mask of the pruned elements, which count as 0; null if none is pruned.</param>
    public void Add(ReadOnlySpan<float> gradient, ref StepContext context, PruneMask? mask = null) =>
        Add<InMemory<float>, float>(new(gradient), mask, ref context);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref StepContext, PruneMask)"/>
    public void Add(ReadOnlySpan<double> gradient, ref StepContext context, PruneMask? mask = null) =>
        Add<InMemory<double>, double>(new(gradient), mask, ref context);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref StepContext, PruneMask)"/>
    public void Add(ReadOnlySpan<Half> gradient, ref StepContext context, PruneMask? mask = null) =>
        Add<Widened, float>(new(gradient), mask, ref context);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref StepContext, PruneMask)"/>
    public void Add(GradientSum<float> gradient, ref StepContext context, PruneMask? mask = null) =>
        Add<Summed<float>, float>(new(gradient), mask, ref context);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref StepContext, PruneMask)"/>
    public void Add(GradientSum<double> gradient, ref StepContext context, PruneMask? mask = null) =>
        Add<Summed<double>, double>(new(gradient), mask, ref context);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref StepContext, PruneMask)"/>
    public void Add(GradientSum<Half> gradient, ref StepContext context, PruneMask? mask = null) =>
        Add<WidenedSum, float>(new(gradient), mask, ref context);

    /// <summary>Measures all gradients.</summary>
    /// <param name="model">The model, prepared.</param>
    /// <param name="prepared">The traversal that has prepared it.</param>
    /// <param name="factor">A factor on each element, in its own type, if magnitudes are measured.</param>
    /// <returns>The norm, which is finite if all elements are.</returns>
    internal ScaledNorm Run(IOptimizable model, in StepContext prepared, double factor = 1)
    {
        _factor = factor;
        StepContext context = prepared.Measuring(this);
        int count = Count(model, in context);
        if (!StepDriver.TryRunParallel(model, in context))
            model.Measure(ref context);
        Span<double> pieces = _pieces.AsSpan(0, count);
        return _isLargest ? new(count == 0 ? 0 : Maximum.Compute(pieces)) : ScaledSum.Combine(pieces, _bands.AsSpan(0, count)).Root();
    }

    /// <summary>The end of the piece that starts at an element.</summary>
    internal static int GetEnd(int start, int length) => start + Math.Min(Piece, length - start);

    // A traversal of which no piece is this thread's counts them.
    private int Count(IOptimizable model, in StepContext measuring)
    {
        StepContext context = measuring.WithoutWork();
        model.Measure(ref context);
        if (context.Traversal.Pieces > _pieces.Length)
            (_pieces, _bands) = (new double[2 * context.Traversal.Pieces], new sbyte[2 * context.Traversal.Pieces]);
        return context.Traversal.Pieces;
    }

    // Skips the initialisation of locals, since nothing reads the room before it has been written.
    [SkipLocalsInit]
    private void Add<TSource, T>(scoped TSource gradient, PruneMask? mask, ref StepContext context)
        where TSource : struct, IGradientSource<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> room = stackalloc T[Block.Length];
        for (int start = 0, end; start < gradient.Length; start = end)
        {
            end = GetEnd(start, gradient.Length);
            int piece = context.Traversal.Pieces++;
            if (!context.TryClaim(end - start))
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
