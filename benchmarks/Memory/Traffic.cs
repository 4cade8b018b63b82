using System.Linq;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>One sweep over all elements.</summary>
/// <param name="Updated">The arrays that the sweep reads and writes.</param>
/// <param name="Read">The arrays that the sweep only reads.</param>
internal sealed record Sweep(Slot[] Updated, Slot[] Read)
{
    /// <summary>The number of elements that the sweep passes over for one that it touches: 32 if there is a bit for each float.</summary>
    public int Stride { get; init; } = 1;
}

/// <summary>The bytes that steps move: the sweeps of one step after the other, and then again from the first.</summary>
internal sealed record Traffic(params Sweep[][] Steps)
{
    /// <summary>The number of slots.</summary>
    public int Slots { get; } = 1 + Steps.Max(step => step.Max(sweep => sweep.Updated.Concat(sweep.Read).Max(slot => (int)slot)));

    /// <summary>The bytes that a step moves for each parameter.</summary>
    /// <param name="size">The size of an element.</param>
    public double Bytes(int size) =>
        Steps.Average(step => step.Sum(sweep => (double)size * (2 * sweep.Updated.Length + sweep.Read.Length) / sweep.Stride));
}
