using System;
using System.Runtime.InteropServices;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>Pages of 2 MiB, where the system gives them to those who ask.</summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size of a huge page, to which memory for one has to be aligned.</summary>
    public const nuint Size = 2 << 20;

    private const int MadvHugePage = 14;

    /// <summary>Asks for them; without them everything works all the same.</summary>
    public static void Ask(void* start, nuint length)
    {
        if (OperatingSystem.IsLinux())
            _ = Advise(start, length, MadvHugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
