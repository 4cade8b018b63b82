using System;
using System.ComponentModel;
using FusedOpt.Sparse;

namespace FusedOpt;

/// <summary>A row that has a gradient, as a step goes through them; for generated code.</summary>
/// <typeparam name="T">The type of the gradient.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TouchedRow<T>
{
    private readonly int _row;
    private readonly int _ahead;

    internal TouchedRow(int row, int ahead, Span<T> gradient)
    {
        (_row, _ahead) = (row, ahead);
        Gradient = gradient;
    }

    /// <summary>Its gradient.</summary>
    public Span<T> Gradient { get; }

    /// <summary>The index of its first element in the table.</summary>
    public int Start => _row * Gradient.Length;

    /// <summary>The row of a table, or of a state of the same shape. One that a step comes to later is asked for meanwhile.</summary>
    public Span<TElement> Of<TElement>(Span<TElement> table)
    {
        Prefetch.Begin(table.Slice(_ahead * Gradient.Length, Gradient.Length));
        return table.Slice(Start, Gradient.Length);
    }

    /// <inheritdoc cref="Of{TElement}(Span{TElement})"/>
    public Span<TElement> Of<TElement>(TElement[]? table) => Of(new Span<TElement>(table));
}
