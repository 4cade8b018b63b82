using System;
using System.Collections.Generic;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Rows;

/// <summary>
/// The rows and gradients of a number of steps, drawn once and then taken in turn: more data than the caches hold where the table has as
/// many rows.
/// </summary>
internal sealed class Batches
{
    /// <summary>The rows that one step touches, each once.</summary>
    public const int Rows = 1000;

    /// <summary>The number of batches.</summary>
    public const int Count = 64;

    public Batches(int height)
    {
        var random = new Random(height);
        for (int i = 0; i < Count; i++)
        {
            var rows = new HashSet<int>();
            while (rows.Count < Rows)
                rows.Add(random.Next(height));
            All[i] = [.. rows];
        }

        Values.Gradients<float>(0, Gradients, Memory.Gradients.Ordinary);
    }

    /// <summary>The rows of each batch.</summary>
    public int[][] All { get; } = new int[Count][];

    /// <summary>The gradients of every batch, a row each.</summary>
    public float[] Gradients { get; } = new float[Rows * RowsModel.Columns];
}
