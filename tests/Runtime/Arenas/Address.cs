using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>Addresses of memory.</summary>
internal static class Address
{
    public static long Of<T>(Span<T> span) => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(span));

    /// <summary>Describes the fault in the places of spaces of so many bytes; null if none.</summary>
    public static string? Fault(long[] starts, long bytes)
    {
        long whole = (bytes + 63) / 64 * 64;
        // If all spaces together fit into a page, they may be next to each other.
        long least = Math.Min(whole, 512);
        for (int i = 0; i < starts.Length; i++)
        {
            if (starts[i] % 64 != 0)
                return $"space {i} starts at {starts[i]:x}, within a line";
            for (int j = 0; j < i; j++)
            {
                if (Math.Abs(starts[i] - starts[j]) < whole)
                    return $"spaces {j} and {i} of {bytes} bytes overlap: {starts[j]:x}, {starts[i]:x}";
                long apart = (starts[i] - starts[j]) & 4095;
                if (apart < least || apart > 4096 - least)
                    return $"spaces {j} and {i} are {apart} bytes apart within a page";
            }
        }

        return null;
    }
}
