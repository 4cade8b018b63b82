using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Memory in one piece that starts with a line of the cache and never moves: zeros at first. It lives as long as a span of it.
/// </summary>
internal sealed class PinnedMemory
{
    private readonly Line[] _lines;
    private nint _start;

    /// <param name="bytes">The size of the memory, in whole lines.</param>
    public PinnedMemory(long bytes)
    {
        // An array starts anywhere in a line.
        _lines = GC.AllocateArray<Line>(checked((int)(bytes / Line.Size) + 1), pinned: true);
        _start = -Marshal.UnsafeAddrOfPinnedArrayElement(_lines, 0) & (Line.Size - 1);
    }

    /// <summary>The most bytes that there can be.</summary>
    public static long Most => (Array.MaxLength - 1L) * Line.Size;

    /// <summary>The address of the first byte.</summary>
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_lines, 0) + _start;

    /// <summary>Gives up its first bytes.</summary>
    public void Skip(int bytes) => _start += bytes;

    /// <summary>A part of it. Nothing is checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Slice<T>(nint offset, int length)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(
            ref Unsafe.As<Line, T>(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_lines), _start + offset)), length);
}
