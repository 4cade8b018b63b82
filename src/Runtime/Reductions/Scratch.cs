using System;
using System.Buffers;
using System.ComponentModel;

namespace FusedOpt.Reductions;

/// <summary>Memory for one step: lent by the shared pool, so that nothing is allocated once it is warm.</summary>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Scratch<T>
    where T : unmanaged
{
    private readonly T[] _lent;

    /// <summary>Borrows memory.</summary>
    /// <param name="length">The number of its elements.</param>
    public Scratch(int length)
    {
        _lent = ArrayPool<T>.Shared.Rent(length);
        Span = _lent.AsSpan(0, length);
    }

    /// <summary>The memory, with whatever was there before.</summary>
    public Span<T> Span { get; }

    /// <summary>Gives it back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_lent);
}
