using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FusedOpt.Arenas;

namespace FusedOpt;

/// <summary>A state with a value for each element of a parameter, in memory that suits that of the parameter and its gradient.</summary>
/// <remarks>
/// Loads and stores at equal offsets within a page hinder each other, and vectors that cross lines of the cache take twice as long. So a state of 16
/// pages or more starts with a line, as far within its page from parameter, gradient and other states as can be; it never moves. The garbage collector
/// may still move the user's own arrays, those of less than 85,000 bytes: then the place is as good as any.
/// </remarks>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StateArray<T>
    where T : unmanaged
{
    private T[]? _array;
    private int _start;
    private int _length;

    /// <summary>Whether it has yet to be made.</summary>
    public readonly bool IsMissing => _array is null;

    /// <summary>The number of elements.</summary>
    public readonly int Length => _length;

    /// <summary>The elements, once they have been made.</summary>
    public readonly Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array!), _start), _length);
    }

    /// <summary>The elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Span<T>(StateArray<T> state) => state.Span;

    /// <summary>The elements, where they are only read: before C# 14 the language does not get there by way of a span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator ReadOnlySpan<T>(StateArray<T> state) => state.Span;

    /// <summary>Makes the elements where there are none yet.</summary>
    /// <param name="order">Which of the parameter's states it is, from 0 on.</param>
    /// <param name="parameter">The parameter: of as many elements.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="initial">What every element is at first.</param>
    public void Make<TParameter>(int order, ReadOnlySpan<TParameter> parameter, ReadOnlySpan<TParameter> gradient, T initial = default)
        where TParameter : unmanaged
    {
        if (_array is not null)
            return;
        _length = parameter.Length;
        if ((long)_length * Unsafe.SizeOf<T>() < Offsets.LeastBytes)
        {
            _array = new T[_length];
        }
        else
        {
            T[] array = GC.AllocateArray<T>(_length + Offsets.Page / Unsafe.SizeOf<T>(), pinned: true);
            _start = Offsets.Behind(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0), Offsets.Of(order, Offsets.AddressOf(parameter), Offsets.AddressOf(gradient))) / Unsafe.SizeOf<T>();
            _array = array;
        }

        // Zeros are there already; -0 is none.
        if (MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in initial)).ContainsAnyExcept((byte)0))
            Span.Fill(initial);
    }
}
