using System;
using System.ComponentModel;

namespace FusedOpt.Reductions;

/// <summary>
/// What a sweep computes to measure it and a later one needs again. As much as fits the caches is kept; of more there is only the block at hand, for to compute it twice takes no longer
/// than to bring it from memory, and takes no memory.
/// </summary>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Kept<T>
    where T : unmanaged
{
    /// <summary>The most elements that are kept: 1 MB of floats.</summary>
    public const int Most = 256 * 1024;

    private readonly Scratch<T> _scratch;

    /// <summary>Borrows memory.</summary>
    /// <param name="length">The number of elements of the parameter.</param>
    public Kept(int length)
    {
        IsWhole = length <= Most;
        _scratch = new(IsWhole ? length : Reductions.Block.Length);
    }

    /// <summary>Whether all of it is kept.</summary>
    public bool IsWhole { get; }

    /// <summary>What is kept.</summary>
    public Span<T> Span => _scratch.Span;

    /// <summary>Where to write some of it.</summary>
    public Span<T> Block(int start, int count) => Span.Slice(IsWhole ? start : 0, count);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _scratch.Dispose();
}
