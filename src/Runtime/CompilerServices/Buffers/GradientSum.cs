using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>The sum of one parameter's gradients, made block by block where a kernel is about to read it.</summary>
/// <remarks>The sum is ((g1 + g2) + g3) + ..., with each addition rounded to the gradients' type.</remarks>
/// <param name="buffers">The gradients of the model.</param>
/// <param name="index">The index of an array within a jagged parameter; empty for other parameters.</param>
/// <param name="gradientOf">Finds the gradient of the parameter in each of the buffers.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct GradientSum<T>(ReadOnlySpan<object> buffers, ReadOnlySpan<int> index, GradientOf<T> gradientOf)
    where T : unmanaged, INumberBase<T>
{
    private readonly ReadOnlySpan<object> _buffers = buffers;
    private readonly ReadOnlySpan<int> _index = index;
    private readonly GradientOf<T> _gradientOf = gradientOf;
    private readonly Range _range = Range.All;

    private GradientSum(GradientSum<T> whole, Range range)
        : this(whole._buffers, whole._index, whole._gradientOf) => _range = range;

    /// <summary>True if there is one gradient alone.</summary>
    public bool IsAlone => _buffers.Length == 1;

    /// <summary>The one that there is.</summary>
    public Span<T> Alone => Read(0);

    /// <summary>The number of gradients.</summary>
    internal int Count => _buffers.Length;

    /// <summary>The number of elements of each.</summary>
    internal int Length => Alone.Length;

    /// <summary>The sum of a part of the elements.</summary>
    public GradientSum<T> Slice(int start, int count)
    {
        int first = _range.Start.Value + start;
        return new(this, first..(first + count));
    }

    /// <summary>
    /// The sum of the elements from a first one on: in the scratch memory, of which they are as many, or, of a single gradient, where they
    /// are.
    /// </summary>
    public Span<T> Compute(int start, Span<T> scratch)
    {
        Span<T> sum = Part(0, start, scratch.Length);
        for (int i = 1; i < _buffers.Length; i++)
        {
            Add(sum, Part(i, start, scratch.Length), scratch);
            sum = scratch;
        }

        return sum;
    }

    /// <summary>Clears elements of all gradients.</summary>
    public void Clear(int start, int count)
    {
        for (int i = 0; i < _buffers.Length; i++)
            Part(i, start, count).Clear();
    }

    /// <summary>Clears all gradients.</summary>
    public void Clear()
    {
        for (int i = 0; i < _buffers.Length; i++)
            Read(i).Clear();
    }

    /// <summary>Elements of one of them.</summary>
    internal Span<T> Part(int i, int start, int count) => Read(i).Slice(start, count);

    private Span<T> Read(int i) => _gradientOf(_buffers[i], _index)[_range];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> sum)
    {
        ref T lefts = ref MemoryMarshal.GetReference(left),
            rights = ref MemoryMarshal.GetReference(right),
            sums = ref MemoryMarshal.GetReference(sum);
        nuint i = 0, length = (nuint)sum.Length;
        if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
        {
            for (; length - i >= (nuint)Vector512<T>.Count; i += (nuint)Vector512<T>.Count)
                (Vector512.LoadUnsafe(ref lefts, i) + Vector512.LoadUnsafe(ref rights, i)).StoreUnsafe(ref sums, i);
        }

        if (Vector<T>.IsSupported)
        {
            for (; length - i >= (nuint)Vector<T>.Count; i += (nuint)Vector<T>.Count)
                (Vector.LoadUnsafe(ref lefts, i) + Vector.LoadUnsafe(ref rights, i)).StoreUnsafe(ref sums, i);
        }

        for (; i < length; i++)
            Unsafe.Add(ref sums, i) = Unsafe.Add(ref lefts, i) + Unsafe.Add(ref rights, i);
    }
}

/// <summary>Sums of gradients that are kept as <see cref="Half"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientSum
{
    /// <summary>
    /// Writes the sum of the elements from a first one on as floats. Each addition is one of halves: the sum of two as a float, rounded.
    /// </summary>
    public static void Widen(this GradientSum<Half> gradient, int start, Span<float> target)
    {
        // Sums stay in the cache until the last has been added.
        while (!target.IsEmpty)
        {
            Span<float> sum = target[..Math.Min(Block.Length, target.Length)];
            Halves.Widen(gradient.Part(0, start, sum.Length), sum);
            for (int i = 1; i < gradient.Count; i++)
                Halves.Add(gradient.Part(i, start, sum.Length), sum);
            start += sum.Length;
            target = target[sum.Length..];
        }
    }
}
