using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>The mask of the pruned elements of an array: one bit for each element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PruneMask
{
    private const int WordLength = 64;

    private readonly ulong[] _words;

    internal PruneMask(int length) => (Length, _words) = (length, new ulong[CountWords(length)]);

    /// <summary>The number of elements.</summary>
    internal int Length { get; }

    /// <summary>The bits, 64 to a word, from the lowest.</summary>
    internal Span<ulong> Words => _words;

    /// <summary>Returns the number of words for a number of elements.</summary>
    internal static long CountWords(int length) => (length + (long)WordLength - 1) / WordLength;

    /// <summary>Returns true if an element is pruned.</summary>
    internal bool this[int index] => ((_words[index / WordLength] >> index) & 1) != 0;

    /// <summary>Prunes an element.</summary>
    internal void Prune(int index) => _words[index / WordLength] |= 1UL << index;

    /// <summary>Returns the gradients of a block, with those of pruned elements set to 0.</summary>
    /// <param name="mask">The mask of the pruned elements; null if none is pruned.</param>
    /// <param name="start">The index of the block's first element.</param>
    /// <param name="gradients">The block, which is not changed.</param>
    /// <param name="copy">Memory for as many elements; may be the block itself, if the block need not be kept.</param>
    /// <returns>The block itself if nothing is pruned; otherwise the copy.</returns>
    public static Span<T> Kept<T>(PruneMask? mask, int start, Span<T> gradients, Span<T> copy)
        where T : unmanaged => mask is null ? gradients : mask.Kept(start, gradients, copy);

    /// <summary>Sets the pruned elements of a block to a value.</summary>
    /// <param name="start">The index of the block's first element.</param>
    /// <param name="values">The block.</param>
    /// <param name="value">The new value of pruned elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<T>(int start, Span<T> values, T value = default)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(long))
            ApplyBits(start, MemoryMarshal.Cast<T, long>(values), Unsafe.BitCast<T, long>(value));
        else if (Unsafe.SizeOf<T>() == sizeof(int))
            ApplyBits(start, MemoryMarshal.Cast<T, int>(values), Unsafe.BitCast<T, int>(value));
        else
            ApplyBits(start, MemoryMarshal.Cast<T, short>(values), Unsafe.BitCast<T, short>(value));
    }

    internal Span<T> Kept<T>(int start, ReadOnlySpan<T> gradients, Span<T> copy)
        where T : unmanaged
    {
        Span<T> kept = copy[..gradients.Length];
        gradients.CopyTo(kept);
        Apply(start, kept);
        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyBits<TBits>(int start, Span<TBits> values, TBits value)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        nuint length = (nuint)values.Length;
        for (nuint i = 0; i < length; i += WordLength)
        {
            ulong bits = Bits((nuint)start + i, length - i);
            if (bits == 0)
                continue;
            if (Vector256.IsHardwareAccelerated && length - i >= WordLength)
                SelectVectors(ref values[(int)i], bits, value);
            else
                Select(values[(int)i..], bits, value);
        }
    }

    // Returns the bits of up to 64 elements. Rows of a matrix may begin anywhere in a word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Bits(nuint start, nuint count)
    {
        (int word, int shift) = ((int)(start / WordLength), (int)(start % WordLength));
        ulong bits = _words[word] >> shift;
        if (shift != 0 && word + 1 < _words.Length)
            bits |= _words[word + 1] << (WordLength - shift);
        return count < WordLength ? bits & ((1UL << (int)count) - 1) : bits;
    }

    private static void Select<TBits>(Span<TBits> values, ulong bits, TBits value)
    {
        for (; bits != 0; bits &= bits - 1)
            values[BitOperations.TrailingZeroCount(bits)] = value;
    }

    // Each lane looks at the bit of its own place, and an element whose bit is not set stays. If vectors are shorter, the JIT takes two of
    // them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SelectVectors<TBits>(ref TBits first, ulong bits, TBits value)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        Vector512<TBits> places = Unsafe.SizeOf<TBits>() switch
        {
            sizeof(long) => Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128).As<long, TBits>(),
            sizeof(int) => Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768).As<int, TBits>(),
            _ => Vector512.Create(Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, short.MinValue))
                .As<short, TBits>(),
        };
        Vector512<TBits> pruned = Vector512.Create(value);
        for (int i = 0; i < WordLength; i += Vector512<TBits>.Count, bits >>= Vector512<TBits>.Count)
        {
            Vector512<TBits> isKept = Vector512.Equals(Spread<TBits>(bits) & places, Vector512<TBits>.Zero);
            Vector512.ConditionalSelect(isKept, Vector512.LoadUnsafe(ref first, (nuint)i), pruned).StoreUnsafe(ref first, (nuint)i);
        }
    }

    // The bits of a vector's elements in each lane; of 32, a lane of 16 holds those of its half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<TBits> Spread<TBits>(ulong bits)
        where TBits : unmanaged, IBinaryInteger<TBits> => Unsafe.SizeOf<TBits>() == sizeof(short)
            ? Vector512.Create(Vector256.Create(TBits.CreateTruncating(bits)), Vector256.Create(TBits.CreateTruncating(bits >> 16)))
            : Vector512.Create(TBits.CreateTruncating(bits));
}
