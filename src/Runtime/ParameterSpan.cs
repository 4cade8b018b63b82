using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>The elements of a parameter in the order in which they lie in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterSpan
{
    /// <summary>The elements of a matrix, row by row.</summary>
    public static Span<T> Of<T>(T[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length);
    }
}
