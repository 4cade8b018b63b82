using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// What a sweep computes to measure it and a later one needs again. As much as fits the caches is kept; of more there is only the block at hand, for to compute it twice takes no longer
/// than to bring it from memory, and takes no memory.
/// </summary>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Intermediate<T>
    where T : unmanaged
{
    private readonly Scratch<T> _scratch;
    private readonly bool _isShared;

    /// <summary>Borrows memory: for all threads that share the parameter, where all of it is kept.</summary>
    /// <param name="length">The number of elements of the parameter.</param>
    /// <param name="workShare">This thread's share of it.</param>
    /// <param name="number">The number of the value among those that are kept.</param>
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

    /// <summary>Whether all of it is kept.</summary>
    public bool IsWhole { get; }

    /// <summary>What is kept.</summary>
    public Span<T> Span { get; }

    /// <summary>Where to write some of it.</summary>
    public Span<T> Block(int start, int count) => Span.Slice(IsWhole ? start : 0, count);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (!_isShared)
            _scratch.Dispose();
    }
}
