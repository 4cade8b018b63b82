using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// An intermediate: values that one sweep computes and measures, and that a later sweep needs again. All of it is kept if it fits the
/// caches. Otherwise there is only the block at hand, for computing the values again takes no longer than loading them from memory.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Intermediate<T>
    where T : unmanaged
{
    private readonly Scratch<T> _scratch;
    private readonly bool _isShared;

    /// <summary>Borrows memory: for all threads that share the parameter, where all of it is kept.</summary>
    /// <param name="length">The number of elements of the parameter.</param>
    /// <param name="workShare">This thread's share of the sweeps.</param>
    /// <param name="number">The number of the intermediate among those of the parameter, from 0.</param>
    public Intermediate(int length, in WorkShare workShare = default, int number = 0)
    {
        IsWhole = length <= Tuning.MostIntermediate;
        Span = IsWhole ? workShare.Lend<T>(number, length) : [];
        _isShared = !Span.IsEmpty;
        if (_isShared)
            return;
        _scratch = new(IsWhole ? length : CompilerServices.Block.Length);
        Span = _scratch.Span;
    }

    /// <summary>True if all elements are kept.</summary>
    public bool IsWhole { get; }

    /// <summary>The memory of all elements if all are kept; otherwise of one block.</summary>
    public Span<T> Span { get; }

    /// <summary>Returns the memory for some of the elements.</summary>
    public Span<T> Block(int start, int count) => Span.Slice(IsWhole ? start : 0, count);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (!_isShared)
            _scratch.Dispose();
    }
}
