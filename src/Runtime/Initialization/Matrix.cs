using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.Initialization;

/// <summary>A two-dimensional array, as the memory that it is.</summary>
internal static class Matrix
{
    /// <summary>The elements, row by row.</summary>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    public static Span<T> Elements<T>(T[,] weights)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(weights);
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(weights)), weights.Length);
    }

    /// <summary>The number of inputs of each unit; 1 where there are none, since such a matrix has no elements to fill.</summary>
    public static int FanIn<T>(T[,] weights) => Math.Max(1, weights.GetLength(1));

    /// <summary>The number of units that each input feeds; 1 where there are none.</summary>
    public static int FanOut<T>(T[,] weights) => Math.Max(1, weights.GetLength(0));

    /// <summary>The one of them that is asked for.</summary>
    public static int Fan<T>(T[,] weights, FanMode mode) => mode switch
    {
        FanMode.FanIn => FanIn(weights),
        FanMode.FanOut => FanOut(weights),
        _ => throw Demand.Refused(nameof(mode), $"mode is {mode}; it must be FanIn or FanOut."),
    };
}
