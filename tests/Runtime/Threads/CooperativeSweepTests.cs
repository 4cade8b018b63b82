using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>Threads that share a parameter meet between its sweeps, and nobody waits for one that does not come.</summary>
[Collection(nameof(ThreadTeamTests))]
public sealed class CooperativeSweepTests : IDisposable
{
    private const int Least = Tuning.LeastCooperative;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly int[][] Shapes = [[Least], [Least - 1], [Least + 1, 5, 3 * Least], [70_000, 90_000, 66_000]];

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EachSweepIsOverBeforeTheNext(int threads)
    {
        const int Steps = 10;
        foreach (int[] lengths in Shapes)
        {
            var model = new Swept(lengths);
            for (int step = 0; step < Steps; step++)
                CutStep.AtOnce(model, threads);
            Assert.False(model.IsEarly);
            Assert.True(model.HasBeen(Steps * Swept.Sweeps));
        }
    }

    // Runs the threads in turn, so that the result does not depend on which is ahead.
    [Fact]
    public void ASweepThatIsEarlyWouldBeSeen()
    {
        var model = new Swept([Least], meets: false);
        CutStep.InTurn(model, threads: 2);
        Assert.True(model.IsEarly);
        Assert.True(model.HasBeen(Swept.Sweeps));
    }

    // Begins with the last range: the others find nothing left, whichever comes.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void OneThreadDoesAllThatOthersDoNot(int threads)
    {
        foreach (int[] lengths in Shapes)
        {
            var model = new Swept(lengths);
            CutStep.InTurn(model, threads);
            Assert.False(model.IsEarly);
            Assert.True(model.HasBeen(Swept.Sweeps));
        }
    }

    [Fact]
    public async Task ASweepWaitsForAPieceThatHasBegun()
    {
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var model = new Swept([Least]);
        int most = 0, first = 0;
        model.Updating = sweep =>
        {
            InterlockedMax(ref most, sweep);
            if (sweep > 0 || Interlocked.Exchange(ref first, 1) != 0)
                return;
            begun.Set();
            go.Wait();
        };
        Task step = Task.Run(() => CutStep.AtOnce(model, threads: 2));
        begun.Wait();

        // The other has long done all the rest by then.
        await Task.Delay(100);
        Assert.Equal(0, Volatile.Read(ref most));
        go.Set();
        await step.WaitAsync(s_patience);
        Assert.Equal(Swept.Sweeps - 1, most);
        Assert.False(model.IsEarly);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WhenAThreadFailsTheOthersDoNotWaitForIt(int sweep)
    {
        int failed = 0;
        var model = new Swept([Least, Least + 1]);
        model.Updating = now =>
        {
            if (now == sweep && Interlocked.Exchange(ref failed, 1) == 0)
                throw new InvalidTimeZoneException();
        };
        Task step = Task.Run(() => CutStep.AtOnce(model, threads: 3));
        AggregateException failure = await Assert.ThrowsAsync<AggregateException>(() => step.WaitAsync(s_patience));
        Assert.IsType<InvalidTimeZoneException>(Assert.Single(failure.Flatten().InnerExceptions));
    }

    [Fact]
    public void AfterAFailureTheTeamGoesOn()
    {
        OptimizeOptions.MaxDegreeOfParallelism = 4;
        foreach (int sweep in Enumerable.Range(0, Swept.Sweeps))
        {
            var failing = new Swept([16 * Least]);
            failing.Updating = now => _ = now == sweep ? throw new InvalidTimeZoneException() : 0;
            for (int i = 0; i < 20; i++)
                Assert.Throws<InvalidTimeZoneException>(failing.Step);
            var model = new Swept([16 * Least]);
            model.Step();
            Assert.True(model.HasBeen(Swept.Sweeps));
        }
    }

    [Fact]
    public async Task ModelsAreSteppedOnSeveralThreadsAtOnce()
    {
        const int Steps = 25;
        OptimizeOptions.MaxDegreeOfParallelism = 4;
        Swept[] models = [.. Enumerable.Range(0, 4).Select(i => new Swept([Least + i, 9_000, 2 * Least]))];
        await Task.WhenAll(models.Select(model => Task.Run(() =>
        {
            for (int i = 0; i < Steps; i++)
                model.Step();
        })));
        Assert.All(models, model => Assert.False(model.IsEarly));
        Assert.All(models, model => Assert.True(model.HasBeen(Steps * Swept.Sweeps)));
    }

    [Fact]
    public void MemoryIsTheSameForAllUntilTheEnd()
    {
        var cooperation = new CooperativeSweep(new WorkPartition());
        Assert.True(cooperation.Enter(step: 1, Least, reductions: 2));
        Span<float> memory = cooperation.Lend<float>(0, 1000);
        Assert.True(cooperation.Enter(step: 1, Least, reductions: 2));
        Assert.True(memory == cooperation.Lend<float>(0, 1000));
        Assert.False(memory.Overlaps(cooperation.Lend<float>(1, 1000)));
        Assert.False(cooperation.Results(0).Overlaps(cooperation.Results(1)));
        Assert.Equal(Least / Tuning.CooperativePiece, cooperation.Results(1).Length);
        cooperation.End(finished: 0);
        Assert.False(cooperation.Enter(step: 1, Least, reductions: 2));
        Assert.True(cooperation.Enter(step: 2, Least, reductions: 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AStateIsWrittenOnceAndBehindAll(int threads)
    {
        const int Steps = 10;
        foreach (int[] lengths in Shapes)
        {
            var model = new Stated(lengths);
            for (int step = 0; step < Steps; step++)
                CutStep.AtOnce(model, threads);
            CutStep.InTurn(model, threads);
            Assert.False(model.IsSpoilt);
            Assert.True(model.HasCounted(Steps + 1));
        }
    }

    // Two threads are at a piece each before either goes on, so that it does not depend on who is ahead.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStateThatIsWrittenEarlyOrTwiceWouldBeSeen(bool waits)
    {
        using var both = new Barrier(2);
        int pieces = 0;
        var model = new Stated([Least], waits)
        {
            Updating = _ =>
            {
                if (Interlocked.Increment(ref pieces) <= 2)
                    Assert.True(both.SignalAndWait(s_patience));
            },
        };
        CutStep.AtOnce(model, threads: 2);
        Assert.Equal(!waits, model.IsSpoilt);
        Assert.True(model.HasCounted(waits ? 1 : 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void WhenAThreadFailsNobodyWritesTheState(int sweep)
    {
        int failed = 0;
        var model = new Stated([Least])
        {
            Updating = now =>
            {
                if (now == sweep && Interlocked.Exchange(ref failed, 1) == 0)
                    throw new InvalidTimeZoneException();
            },
        };
        Assert.Throws<AggregateException>(() => CutStep.AtOnce(model, threads: 3));
        Assert.True(model.HasCounted(0));
        CutStep.AtOnce(model, threads: 3);
        Assert.True(model.HasCounted(1));
    }

    [Fact]
    public void WhoHasDoneTheLastPieceOfAllIsTheOne()
    {
        var cooperation = new CooperativeSweep(new WorkPartition());
        Assert.True(cooperation.Enter(step: 1, 2 * Tuning.CooperativePiece, reductions: 0));
        int inFirst = Swept(cooperation, sweep: 0), inSecond = Swept(cooperation, sweep: 1);

        // The thread that ended the first sweep, the last but one, and a thread that has come too late for a piece.
        Assert.False(cooperation.End(inFirst));
        Assert.False(cooperation.End(inSecond - 1));
        Assert.False(cooperation.End(finished: 0));
        Assert.True(cooperation.End(inSecond));
        Assert.False(cooperation.Enter(step: 1, 2 * Tuning.CooperativePiece, reductions: 0));

        Assert.True(cooperation.Enter(step: 2, 2 * Tuning.CooperativePiece, reductions: 0));
        Assert.Equal(inFirst, Swept(cooperation, sweep: 0));
        Assert.True(cooperation.End(inFirst));

        static int Swept(CooperativeSweep cooperation, int sweep)
        {
            int finished = 0;
            while (cooperation.Begin(sweep, from: 0) >= 0)
                finished = cooperation.Finish();
            cooperation.Await(sweep);
            return finished;
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
