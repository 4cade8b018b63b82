using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>
/// A model of arrays, of elements that belong together and of other models, that counts how often a step updates each element.
/// </summary>
internal sealed class Counted(params (int Length, bool IsWhole)[] groups) : HandWritten
{
    private readonly int[][] _counts = [.. groups.Select(g => new int[g.Length])];

    /// <summary>The submodels.</summary>
    public List<Counted> Parts { get; } = [];

    /// <summary>The first and the last element of each piece that was updated at once, by array.</summary>
    public ConcurrentQueue<(int Array, int Start, int End)> Pieces { get; } = [];

    /// <summary>The threads that updated anything.</summary>
    public ConcurrentDictionary<int, bool> Threads { get; } = [];

    /// <summary>Called for each piece, with the number of its elements.</summary>
    public Action<int> Updating { get; set; } = static _ => { };

    /// <summary>Called when all has been checked, before anything is updated.</summary>
    public Action Checking { get; set; } = static () => { };

    /// <summary>The distinct numbers of times that elements have been updated: 1 alone if each was updated once.</summary>
    public IEnumerable<int> Counts => _counts.SelectMany(c => c).Distinct();

    public override void Prepare(ref StepContext context)
    {
        Checking();
        context.Count(groups.Length, groups.Sum(g => (long)g.Length));
        FusedOpt.CompilerServices.Submodels.Wrap("Counted", "Parts", Parts).Prepare(ref context, LearningRate);
    }

    public override void Apply(ref StepContext context)
    {
        StepState.NextStep(ref context);
        for (int i = 0; i < groups.Length; i++)
        {
            if (groups[i].IsWhole)
            {
                if (context.TryClaim(groups[i].Length))
                    Update(i, 0, groups[i].Length);
                continue;
            }

            for (nuint start = 0, end = 0; context.TryGetNextRange(groups[i].Length, ref start, ref end);)
                Update(i, (int)start, (int)end);
        }

        FusedOpt.CompilerServices.Submodels.Wrap("Counted", "Parts", Parts).Apply(ref context);
    }

    private void Update(int array, int start, int end)
    {
        for (int i = start; i < end; i++)
            Interlocked.Increment(ref _counts[array][i]);
        Pieces.Enqueue((array, start, end));
        Threads[Environment.CurrentManagedThreadId] = true;
        Updating(end - start);
    }
}
