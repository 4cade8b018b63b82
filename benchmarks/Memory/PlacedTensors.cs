using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>
/// Tensors at the best placement there is: one block on huge pages, each slot's tensors one after the other on cache lines of their own,
/// and the slots 1088 bytes apart modulo 4096, or 832 where there are five.
/// </summary>
internal sealed unsafe class PlacedTensors<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const nuint Page = 4096, Line = 64;

    private readonly void* _block;

    /// <param name="lengths">The number of elements of each tensor.</param>
    /// <param name="slots">The number of slots, from the first on.</param>
    public PlacedTensors(int[] lengths, int slots)
    {
        nuint size = 0;
        foreach (int length in lengths)
            size += RoundUp((nuint)length * (nuint)sizeof(T), Line);
        Stride = RoundUp(size, Page) + (slots > 4 ? 832u : 1088u);
        nuint total = (nuint)slots * Stride;

        _block = NativeMemory.AlignedAlloc(total, HugePages.Size);
        HugePages.Ask(_block, total);
        NativeMemory.Clear(_block, total);
        Tensors = new Tensor[lengths.Length];
        nuint offset = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            byte* start = (byte*)_block + offset;
            T* At(Slot slot) => (int)slot < slots ? (T*)(start + (nuint)slot * Stride) : null;
            Tensors[i] = new((T*)start, At(Slot.Gradient), At(Slot.First), At(Slot.Second), lengths[i]);
            offset += RoundUp((nuint)lengths[i] * (nuint)sizeof(T), Line);
        }
    }

    /// <summary>The number of bytes between a tensor's slots.</summary>
    public nuint Stride { get; }

    /// <summary>The addresses of each tensor's slots.</summary>
    public Tensor[] Tensors { get; }

    /// <summary>Writes first values.</summary>
    public void Reset()
    {
        for (int i = 0; i < Tensors.Length; i++)
        {
            ref Tensor tensor = ref Tensors[i];
            Values.Parameters(i, tensor.Of(tensor.Parameter));
            tensor.Of(tensor.First).Clear();
            tensor.Of(tensor.Second).Clear();
        }
    }

    /// <summary>Writes gradients.</summary>
    public void Write(Gradients kind)
    {
        for (int i = 0; i < Tensors.Length; i++)
            Values.Gradients(i, Tensors[i].Of(Tensors[i].Gradient), kind);
    }

    public void Dispose() => NativeMemory.AlignedFree(_block);

    private static nuint RoundUp(nuint size, nuint unit) => (size + unit - 1) / unit * unit;

    /// <summary>The slots of a tensor.</summary>
    internal readonly struct Tensor(T* parameter, T* gradient, T* first, T* second, int length)
    {
        public readonly T* Parameter = parameter, Gradient = gradient, First = first, Second = second;
        public readonly int Length = length;

        /// <summary>A slot's elements; none where there is no such slot.</summary>
        public Span<T> Of(T* slot) => new(slot, slot == null ? 0 : Length);
    }
}
