using System;
using System.Linq;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>A straight line over each of 32 octaves, from 2^-31 to 2, by the last five bits of a float's exponent.</summary>
/// <remarks>
/// A point on it is in units of 1/256, as a product of 16 bits by 16: the first of a float's fraction, and how far the line rises over the
/// octave. So vectors compute twice as many as of floats.
/// </remarks>
internal sealed class OctaveLines
{
    /// <summary>The number of octaves.</summary>
    public const int Count = 32;

    /// <param name="lines">The lines.</param>
    /// <param name="lineAt">Returns the index of the line to take over the octave that begins at a power of two.</param>
    public OctaveLines((double Slope, double Intercept)[] lines, Func<int, int> lineAt)
    {
        Packed = [.. Enumerable.Range(1 - Count, Count).Select(octave =>
        {
            (double slope, double intercept) = lines[lineAt(octave)];
            double start = Math.ScaleB(1, octave), rise = octave < 0 ? slope * start : 0;
            return (int)Math.Round(256 * (intercept + (slope * start))) | (int)Math.Round(256 * rise) << 16;
        })];
        Starts = Vector512.Create([.. Packed.Select(line => (ushort)line)]);
        Rises = Vector512.Create([.. Packed.Select(line => (ushort)(line >> 16))]);
    }

    /// <summary>The value of each line at the start of its octave.</summary>
    public Vector512<ushort> Starts { get; }

    /// <summary>The rise of each line over its octave.</summary>
    public Vector512<ushort> Rises { get; }

    /// <summary>Both values of each line: the rise in the bits above the start.</summary>
    public int[] Packed { get; }

    /// <summary>The point of a float with these bits.</summary>
    public int Lookup(int bits)
    {
        uint line = (uint)Packed[bits >> 23 & (Count - 1)], fraction = (uint)bits >> 7 & 0xFFFF;
        return (int)((ushort)line + (fraction * (line >> 16) >> 16));
    }
}
