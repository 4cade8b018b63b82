using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>However a step is cut, each element is updated once, in whole blocks.</summary>
public class WorkPartitionTests
{
    public static TheoryData<int, int> Cuts()
    {
        var cuts = new TheoryData<int, int>();
        foreach (int threads in new[] { 1, 2, 3, 7, 64 })
        {
            for (int shape = 0; shape < Shapes.Length; shape++)
                cuts.Add(threads, shape);
        }

        return cuts;
    }

    private static readonly (int, bool)[][] Shapes =
    [
        [(100_000, false)],
        [(100_000, true)],
        [.. Enumerable.Repeat((64, false), 1000)],
        [.. Enumerable.Range(0, 200).Select(i => (i * i % 1531, i % 3 == 0))],
        [(1, true), (20_000, true), (7, false), (0, false), (50_001, false), (0, true), (513, false), (12_345, true), (3, true)],
        [(511, false), (512, false), (513, false), (16_384, false), (1, false), (32_767, false)],
    ];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void EachElementIsUpdatedOnce(int threads, int shape)
    {
        // One thread after the other, from the last to the first: each takes its own range, and the first finds nothing left.
        foreach (bool all in new[] { true, false })
        {
            var model = new Counted(Shapes[shape]);
            var context = new StepContext(isStep: true);
            model.Prepare(ref context);
            var partition = new WorkPartition();
            partition.Cut(context.Elements, threads);
            for (int thread = all ? threads - 1 : 0; thread >= 0; thread--)
                partition.Apply(model, in context, thread);
            Assert.Equal([1], model.Counts);
            foreach ((int array, int start, int end) in model.Pieces.Where(p => !Shapes[shape][p.Array].Item2))
            {
                Assert.Equal(0, start % Block.Length);
                Assert.True(end % Block.Length == 0 || end == Shapes[shape][array].Item1);
            }
        }
    }

    [Fact]
    public void AThreadTakesWhatAnotherHasLeft()
    {
        const int Chunks = 16, Length = Chunks * Tuning.LeastPerThread;
        var model = new Counted((Length, false));
        var context = new StepContext(isStep: true);
        model.Prepare(ref context);
        var partition = new WorkPartition();
        partition.Cut(context.Elements, threads: 2);

        // The first is interrupted after its first piece, and the second then takes all that is left of both.
        var taken = new List<(int, int, int)>();
        model.Updating = _ =>
        {
            model.Updating = static _ => { };
            partition.Apply(model, in context, 1);
            taken.AddRange(model.Pieces);
        };
        partition.Apply(model, in context, 0);
        Assert.Equal([1], model.Counts);
        Assert.Equal((0, 0, Tuning.LeastPerThread), taken[0]);
        Assert.Equal(Chunks, taken.Count);
        Assert.Equal(Chunks, model.Pieces.Count);
        Assert.Equal((0, Tuning.LeastPerThread, 2 * Tuning.LeastPerThread), taken[^1]);
    }

    [Fact]
    public void AChunkThatIsTakenTwiceWouldBeSeen()
    {
        var model = new Counted((100_000, false));
        var context = new StepContext(isStep: true);
        model.Prepare(ref context);
        var partition = new WorkPartition();
        partition.Cut(context.Elements, threads: 2);
        StepContext again = context.ForRange(partition, -1, 0);
        model.Apply(ref again);
        partition.Apply(model, in context, 0);
        Assert.Equal([2, 1], model.Counts);
    }
}
