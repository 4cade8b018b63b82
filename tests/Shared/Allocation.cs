using System;
using System.Linq;

namespace FusedOpt.Tests.Shared;

/// <summary>The memory that code allocates, as the runtime counts it for a thread.</summary>
internal static class Allocation
{
    // The runtime counts by the piece of memory that a thread may hand out. When another thread's collection takes away the rest of a
    // piece, that counts as well; what the code itself allocates, it allocates each time.
    private const int Tries = 8;

    /// <summary>The bytes that the code allocates on this thread each time, after a first one.</summary>
    public static long Of(Action act)
    {
        act();
        return Enumerable.Range(0, Tries).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            act();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
