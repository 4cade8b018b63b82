using System;
using System.Linq;
using System.Threading;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>A model of parameters with one number each besides their elements, which a step reads and counts up.</summary>
/// <param name="lengths">The lengths of the parameters.</param>
/// <param name="waits">
/// True if the number is written at the end, by the thread whose turn it is; false if each thread writes it as it begins.
/// </param>
internal sealed class Stated(int[] lengths, bool waits = true) : HandWritten
{
    private readonly int[] _states = new int[lengths.Length];

    /// <summary>True if a thread has updated elements with another number than the step began with.</summary>
    public bool IsSpoilt { get; private set; }

    /// <summary>Called for each piece, with the number of the sweep.</summary>
    public Action<int> Updating { get; set; } = static _ => { };

    /// <summary>Returns true if each number has been counted up as often.</summary>
    public bool HasCounted(int steps) => _states.All(s => s == steps);

    public override void Prepare(ref StepContext context)
    {
        foreach (int length in lengths)
            context.Count(arrays: 1, length);
    }

    public override void Apply(ref StepContext context)
    {
        int before = (int)StepState.NextStep(ref context) - 1;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (!context.TryJoin(lengths[i], reductions: 0, out WorkShare workShare))
                continue;
            int state = waits ? Volatile.Read(ref _states[i]) : Interlocked.Increment(ref _states[i]) - 1;
            for (int sweep = 0; sweep < 2; sweep++)
            {
                for (nuint start = 0, end = 0; workShare.TryGetNextRange(ref start, ref end);)
                {
                    Updating(sweep);
                    IsSpoilt |= state != before;
                }
            }

            if (workShare.End() && waits)
                Interlocked.Increment(ref _states[i]);
        }
    }
}
