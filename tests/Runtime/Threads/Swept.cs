using System;
using System.Threading;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>
/// A model of parameters that are measured as a whole. Each sweep counts every element up, and looks before each piece whether all elements
/// have been through the sweep before.
/// </summary>
/// <param name="lengths">The lengths of the parameters.</param>
/// <param name="meets">True if threads meet between the sweeps; false if each does all sweeps over one piece after the other.</param>
internal sealed class Swept(int[] lengths, bool meets = true) : HandWritten
{
    public const int Sweeps = 3;

    private readonly int[][] _counts = Array.ConvertAll(lengths, length => new int[length]);

    /// <summary>True if a sweep has begun before the one before was over.</summary>
    public bool IsEarly { get; private set; }

    /// <summary>Called for each piece, with the number of the sweep.</summary>
    public Action<int> Updating { get; set; } = static _ => { };

    /// <summary>Returns true if each element has been through as many sweeps.</summary>
    public bool HasBeen(int sweeps) => Array.TrueForAll(_counts, counts => !counts.AsSpan().ContainsAnyExcept(sweeps));

    public override void Prepare(ref StepContext context)
    {
        foreach (int[] counts in _counts)
            context.Count(arrays: 1, counts.Length);
    }

    public override void Apply(ref StepContext context)
    {
        int before = Sweeps * ((int)StepState.NextStep(ref context) - 1);
        foreach (int[] counts in _counts)
        {
            if (meets)
                Meet(counts, before, ref context);
            else
                Sweep(counts, before, ref context);
        }
    }

    private void Meet(int[] counts, int before, ref StepContext context)
    {
        if (!context.TryJoin(counts.Length, reductions: 1, out WorkShare workShare))
            return;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (nuint start = 0, end = 0; workShare.TryGetNextRange(ref start, ref end);)
                Update(counts, before, sweep, start, end);
        }

        workShare.End();
    }

    private void Sweep(int[] counts, int before, ref StepContext context)
    {
        for (nuint start = 0, end = 0; context.TryGetNextRange(counts.Length, ref start, ref end);)
        {
            for (int sweep = 0; sweep < Sweeps; sweep++)
                Update(counts, before, sweep, start, end);
        }
    }

    private void Update(int[] counts, int before, int sweep, nuint start, nuint end)
    {
        IsEarly |= counts.AsSpan().ContainsAnyExceptInRange(before + sweep, before + sweep + 1);
        Updating(sweep);
        for (nuint i = start; i < end; i++)
            Interlocked.Increment(ref counts[i]);
    }
}
