using System;
using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>Memory for one step: lent by the shared pool, so that nothing is allocated once it is warm.</summary>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Scratch<T>
    where T : unmanaged
{
    /// <summary>The most elements that can be borrowed.</summary>
    public static readonly int MostElements = Array.MaxLength - (Offsets.Page / Unsafe.SizeOf<T>());

    private readonly T[]? _lent;

    /// <summary>Borrows memory, from the start of a line on: vectors that cross lines take twice as long.</summary>
    /// <param name="length">The number of its elements.</param>
    /// <param name="order">
    /// The number of the memory among those of one loop. Each number starts at another place in a page, for a load waits for a store to the
    /// same place in any page.
    /// </param>
    public Scratch(int length, int order = 0)
    {
        _lent = ArrayPool<T>.Shared.Rent(length + Offsets.Page / Unsafe.SizeOf<T>());
        int start = Offsets.Behind(Offsets.GetAddress<T>(_lent), order * Offsets.Page / 4) / Unsafe.SizeOf<T>();
        Span = _lent.AsSpan(start, length);
    }

    /// <summary>The memory, with whatever was there before.</summary>
    public Span<T> Span { get; }

    /// <summary>Gives the memory back; nothing has been borrowed by a default value.</summary>
    public void Dispose()
    {
        if (_lent is not null)
            ArrayPool<T>.Shared.Return(_lent);
    }
}
