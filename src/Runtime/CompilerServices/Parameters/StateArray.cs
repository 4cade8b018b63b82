using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>A state with a value for each element of a parameter, in memory that suits that of the parameter and its gradient.</summary>
/// <remarks>
/// Loads and stores at equal offsets within a page hinder each other, and vectors that cross lines of the cache take twice as long. So a
/// state of 16 pages or more starts with a line, as far within its page from parameter, gradient and other states as can be; it never
/// moves. The garbage collector may still move the user's own arrays, those of less than 85,000 bytes: then the place is as good as any.
/// Shorter states are made together, in a <see cref="StateMemory"/>.
/// </remarks>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StateArray<T>
    where T : unmanaged
{
    private Line[]? _lines;
    private int _start;
    private int _length;

    /// <summary>True if the state has yet to be made.</summary>
    public readonly bool IsMissing => _lines is null;

    /// <summary>The number of elements.</summary>
    public readonly int Length => _length;

    /// <summary>The elements, once they have been made.</summary>
    public readonly Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(
            ref Unsafe.As<Line, T>(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_lines!), _start)), _length);
    }

    /// <summary>The elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Span<T>(StateArray<T> state) => state.Span;

    /// <summary>The elements, where they are only read: before C# 14 the language does not get there by way of a span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator ReadOnlySpan<T>(StateArray<T> state) => state.Span;

    /// <summary>Makes the elements where there are none yet; those of a short state once they have been counted.</summary>
    /// <param name="memory">Counts short states and has their elements afterwards.</param>
    /// <param name="order">The number of the state among those of the parameter, from 0.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="parameter">The address of the parameter, which may have been moved.</param>
    /// <param name="gradient">The address of its gradient.</param>
    /// <param name="initial">The initial value of every element.</param>
    internal void Make(ref StateMemory memory, int order, int length, nint parameter, nint gradient, T initial = default)
    {
        if (_lines is not null)
            return;
        long bytes = (long)length * Unsafe.SizeOf<T>();
        if (bytes < Tuning.LeastPlaced)
        {
            (_lines, _start) = memory.Take(order, (int)bytes);
            if (_lines is null)
                return;
        }
        else
        {
            Line[] lines = GC.AllocateArray<Line>((int)(bytes / Line.Size) + 1 + Offsets.Page / Line.Size, pinned: true);
            _start = Offsets.Behind(Marshal.UnsafeAddrOfPinnedArrayElement(lines, 0), Offsets.Compute(order, parameter, gradient));
            _lines = lines;
        }

        _length = length;
        // Zeros are there already; -0 is none.
        if (MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in initial)).ContainsAnyExcept((byte)0))
            Span.Fill(initial);
    }
}
