using System;
using System.Linq;
using System.Numerics;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>Tensors in arrays as anybody allocates them.</summary>
internal sealed class OrdinaryTensors<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public OrdinaryTensors(int[] lengths, int states)
    {
        T[][] Slot(bool there = true) => [.. lengths.Select(length => there ? new T[length] : [])];
        (Parameter, Gradient, First, Second) = (Slot(), Slot(), Slot(states >= 1), Slot(states == 2));
        (Scratch, MoreScratch) = (new T[lengths.Max()], new T[lengths.Max()]);
    }

    public T[][] Parameter { get; }

    public T[][] Gradient { get; }

    public T[][] First { get; }

    public T[][] Second { get; }

    /// <summary>Memory for results in between; as long as the longest tensor.</summary>
    public T[] Scratch { get; }

    /// <inheritdoc cref="Scratch"/>
    public T[] MoreScratch { get; }

    /// <summary>Writes first values.</summary>
    public void Reset()
    {
        for (int i = 0; i < Parameter.Length; i++)
        {
            Values.Parameters<T>(i, Parameter[i]);
            Array.Clear(First[i]);
            Array.Clear(Second[i]);
        }
    }

    /// <summary>Writes gradients.</summary>
    public void Write(Gradients kind)
    {
        for (int i = 0; i < Gradient.Length; i++)
            Values.Gradients<T>(i, Gradient[i], kind);
    }
}
