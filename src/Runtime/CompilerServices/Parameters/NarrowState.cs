using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>State of one float for each element of a parameter, kept in fewer bytes than floats take.</summary>
/// <remarks>Blocks of 512 elements can be converted independently, by several threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NarrowState
{
    private protected NarrowState(int length) => Length = length;

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>Writes elements as floats.</summary>
    /// <param name="start">The first of them, at the start of a block.</param>
    /// <param name="target">The target; its length is the number of elements to write.</param>
    public abstract void Widen(int start, Span<float> target);

    /// <summary>
    /// Finds the scales that elements share, which <see cref="Round"/> needs: before any state is rounded, as it takes its time.
    /// </summary>
    /// <param name="start">The first element, at the start of a block.</param>
    /// <param name="source">Whole blocks, or all that is left.</param>
    public virtual void Measure(int start, ReadOnlySpan<float> source)
    {
    }

    /// <summary>Keeps floats as elements.</summary>
    /// <param name="start">The first element, at the start of a block.</param>
    /// <param name="source">Whole blocks, or all that is left.</param>
    /// <param name="step">The number of the step.</param>
    public abstract void Round(int start, ReadOnlySpan<float> source, long step);

    /// <summary>Sets every element, rounded to nearest.</summary>
    /// <param name="value">The value.</param>
    public abstract void Fill(float value);

    /// <summary>Returns true if every element is kept as <see cref="Fill"/> keeps the value.</summary>
    /// <param name="value">The value.</param>
    public abstract bool Holds(float value);

    /// <summary>Shows the state to a visitor, as it is kept.</summary>
    /// <param name="visitor">Receives it.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="name">The name of the state.</param>
    internal abstract void Show<TVisitor>(ref TVisitor visitor, string parameter, string name)
        where TVisitor : IParameterVisitor, allows ref struct;
}
