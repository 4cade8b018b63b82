using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A part of the chunks of a step: one thread takes them from its front, and others, when they have nothing left to do, from its back.
/// </summary>
/// <remarks>On cache lines of its own.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct WorkStealingRange
{
    private long _chunks;
    private int _hasOwner;

    /// <summary>Fills it, for a new step.</summary>
    public void Fill(int first, int end)
    {
        Volatile.Write(ref _hasOwner, 0);
        Volatile.Write(ref _chunks, Pack(first, end));
    }

    /// <summary>Makes this thread the owner of the range. Returns false if it has one.</summary>
    public bool TryOwn() => Volatile.Read(ref _hasOwner) == 0 && Interlocked.Exchange(ref _hasOwner, 1) == 0;

    /// <summary>Takes the first chunk; -1 if none is left.</summary>
    public int TakeFirst() => Take(fromBack: false);

    /// <summary>Takes the last chunk; -1 if none is left.</summary>
    public int TakeLast() => Take(fromBack: true);

    private int Take(bool fromBack)
    {
        while (true)
        {
            long chunks = Volatile.Read(ref _chunks);
            (int first, int end) = ((int)(chunks >> 32), (int)chunks);
            if (first == end)
                return -1;
            if (Interlocked.CompareExchange(ref _chunks, fromBack ? Pack(first, end - 1) : Pack(first + 1, end), chunks) == chunks)
                return fromBack ? end - 1 : first;
        }
    }

    private static long Pack(int first, int end) => ((long)first << 32) | (uint)end;
}
