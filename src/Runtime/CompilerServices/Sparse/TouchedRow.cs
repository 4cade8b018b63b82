using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

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

    /// <summary>The gradient of the row.</summary>
    public Span<T> Gradient { get; }

    /// <summary>The index of its first element in the table.</summary>
    public int Start => _row * Gradient.Length;

    /// <summary>The row of a table, or of a state of the same shape. One that a step comes to later is asked for meanwhile.</summary>
    public Span<TElement> Slice<TElement>(Span<TElement> table)
    {
        Prefetch.Begin(table.Slice(_ahead * Gradient.Length, Gradient.Length));
        return table.Slice(Start, Gradient.Length);
    }

    /// <inheritdoc cref="Slice{TElement}(Span{TElement})"/>
    public Span<TElement> Slice<TElement>(TElement[]? table) => Slice(new Span<TElement>(table));
}
