using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.Benchmarks.Report;

/// <summary>The machine on which the figures were measured.</summary>
internal static class Machine
{
    /// <summary>A line about it.</summary>
    public static string Description { get; } =
        $"{RuntimeInformation.FrameworkDescription}, {(RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "native")}, "
            + $"{RuntimeInformation.RuntimeIdentifier}, "
        + $"{Environment.ProcessorCount} processors, vectors of {VectorBits} bits";

    private static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
