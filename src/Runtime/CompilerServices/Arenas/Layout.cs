using System;

namespace FusedOpt.CompilerServices;

/// <summary>The layout of an arena: the places of its spaces, in bytes.</summary>
/// <remarks>
/// Loads and stores at equal offsets within a page of 4096 bytes hinder each other. So spaces are spread evenly over the page: space k
/// starts k distances behind space 0, modulo the page. Spaces that are no longer than that distance follow one another.
/// </remarks>
internal readonly struct Layout
{
    private readonly int _spaces;
    private readonly int _distance;

    /// <param name="bytes">The size of a space.</param>
    /// <param name="spaces">The number of spaces, at least 1.</param>
    public Layout(long bytes, int spaces)
    {
        Size = (bytes + Line.Size - 1) / Line.Size * Line.Size;
        _spaces = spaces;
        _distance = (int)Math.Min(Size, Math.Max(Offsets.Page / spaces / Line.Size * Line.Size, Line.Size));
        Stride = Size + Within(_distance - Size);
    }

    /// <summary>The size of a space in whole lines.</summary>
    public long Size { get; }

    /// <summary>The distance from the start of one space to the start of the next, for spaces behind space 0.</summary>
    public long Stride { get; }

    /// <summary>The bytes that all spaces but space 0 need, wherever in a page their memory starts.</summary>
    public long Others => _spaces == 1 ? 0 : (_spaces - 2) * Stride + Size + Math.Min(_spaces * _distance, Offsets.Page);

    /// <summary>Returns the distance of space 1 from the start of that memory: the smallest that keeps the spaces apart.</summary>
    /// <param name="memory">The address of the memory, at the start of a line.</param>
    /// <param name="first">The address of space 0.</param>
    public int Shift(nint memory, nint first)
    {
        // Behind space 0 there is a gap, the part of a page that the spaces leave, within which space 1 may start.
        int into = Within(memory - first - _distance);
        return into <= Offsets.Page - _spaces * _distance ? 0 : Offsets.Page - into;
    }

    private static int Within(long address) => (int)(address & (Offsets.Page - 1));
}
