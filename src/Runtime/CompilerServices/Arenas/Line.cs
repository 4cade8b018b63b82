using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>A line of the cache: the unit in which memory is counted.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct Line
{
    /// <summary>The number of bytes of a line.</summary>
    public const int Size = 64;
}
