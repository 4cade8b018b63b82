using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>Threads that share a parameter meet between its sweeps, and nobody waits for one that does not come.</summary>
[Collection(nameof(TeamTests))]
public sealed class MeetingTests : IDisposable
{
    private const int Least = Shares.LeastShared;

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

    // In turn, so that it does not depend on who is ahead.
    [Fact]
    public void ASweepThatIsEarlyWouldBeSeen()
    {
        var model = new Swept([Least], meets: false);
        CutStep.InTurn(model, threads: 2);
        Assert.True(model.IsEarly);
        Assert.True(model.HasBeen(Swept.Sweeps));
    }

    // From the last segment on: the others find nothing left, whichever comes.
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
        var meeting = new Meeting(new Shares());
        Assert.True(meeting.Enter(step: 1, Least, reductions: 2));
        Span<float> memory = meeting.Lend<float>(0, 1000);
        Assert.True(meeting.Enter(step: 1, Least, reductions: 2));
        Assert.True(memory == meeting.Lend<float>(0, 1000));
        Assert.False(memory.Overlaps(meeting.Lend<float>(1, 1000)));
        Assert.False(meeting.Results(0).Overlaps(meeting.Results(1)));
        Assert.Equal(Least / Meeting.Piece, meeting.Results(1).Length);
        meeting.End();
        Assert.False(meeting.Enter(step: 1, Least, reductions: 2));
        Assert.True(meeting.Enter(step: 2, Least, reductions: 2));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
