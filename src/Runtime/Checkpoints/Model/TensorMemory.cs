using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace FusedOpt;

/// <summary>The bytes of a tensor in the memory of a model, of which there may be more than a span has.</summary>
internal readonly ref struct TensorMemory
{
    private readonly ref byte _first;

    private TensorMemory(ref byte first, long length)
    {
        _first = ref first;
        Length = length;
    }

    /// <summary>Receives a chunk of the bytes.</summary>
    /// <param name="number">The number of the chunk.</param>
    /// <param name="offset">The offset of its first byte.</param>
    /// <param name="chunk">The bytes.</param>
    public delegate void Body(int number, long offset, Span<byte> chunk);

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Returns the bytes of elements.</summary>
    public static TensorMemory Create<T>(Span<T> values)
        where T : unmanaged =>
        new(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), (long)values.Length * Unsafe.SizeOf<T>());

    /// <summary>Calls the body with each chunk; the memory is pinned meanwhile.</summary>
    /// <param name="isParallel">True if several threads may call the body at once.</param>
    /// <param name="body">The body.</param>
    public unsafe void Run(bool isParallel, Body body)
    {
        fixed (byte* first = &_first)
        {
            nint address = (nint)first;
            Chunks.Run(Length, isParallel, (number, offset, count) => body(number, offset, new((byte*)address + offset, count)));
        }
    }

    /// <summary>
    /// Calls a body with each chunk in order, and meanwhile another one on other threads; one after the other if there are few chunks.
    /// </summary>
    /// <param name="body">The body that is called on this thread.</param>
    /// <param name="other">The body that other threads may call.</param>
    public unsafe void RunBeside(Body body, Body other)
    {
        if (!Chunks.AreMany(Length))
        {
            Run(isParallel: false, other + body);
            return;
        }

        fixed (byte* first = &_first)
        {
            nint address = (nint)first;
            long length = Length;
            var beside = Task.Run(
                () => Chunks.Run(length, isParallel: false, (number, offset, count) =>
                    other(number, offset, new((byte*)address + offset, count))));
            try
            {
                Run(isParallel: false, body);
            }
            finally
            {
                // The memory stays where it is until both are done.
                beside.Wait();
            }
        }
    }
}
