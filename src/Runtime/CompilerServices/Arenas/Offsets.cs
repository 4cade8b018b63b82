using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The offsets, in a page of 4096 bytes, of states of a parameter that is not in an arena: each is as far from the parameter, its gradient
/// and the other states as can be.
/// </summary>
internal static class Offsets
{
    /// <summary>The bytes of a page, and more than a state is longer for its place.</summary>
    public const int Page = 4096;

    /// <summary>Returns the address of the first element. The garbage collector may move the element.</summary>
    public static nint GetAddress<T>(ReadOnlySpan<T> span)
        where T : unmanaged => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(span));

    /// <summary>Returns the distance from an address, a multiple of 4, to the next address with this offset.</summary>
    public static int Behind(nint address, int offset) => (int)(offset - address) & (Page - 1);

    /// <summary>The offset of a state, the start of a line: in the middle of the widest gap that the ones before it leave.</summary>
    /// <param name="order">The number of the state among those of the parameter, from 0.</param>
    /// <param name="parameter">The address of the parameter.</param>
    /// <param name="gradient">The address of its gradient.</param>
    public static int Compute(int order, nint parameter, nint gradient)
    {
        Span<int> taken = stackalloc int[order + 3];
        (taken[0], taken[1]) = ((int)parameter & (Page - 1), (int)gradient & (Page - 1));
        for (int next = 2; next < taken.Length; next++)
            taken[next] = Farthest(taken[..next]);
        return taken[^1];
    }

    private static int Farthest(ReadOnlySpan<int> taken)
    {
        int best = 0, most = -1;
        for (int offset = 0; offset < Page; offset += Line.Size)
        {
            int distance = Page;
            foreach (int other in taken)
            {
                int behind = (offset - other) & (Page - 1);
                distance = Math.Min(distance, Math.Min(behind, Page - behind));
            }

            if (distance > most)
                (best, most) = (offset, distance);
        }

        return best;
    }
}
