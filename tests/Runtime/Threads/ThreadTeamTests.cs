using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>Steps on several threads.</summary>
[Collection(nameof(ThreadTeamTests))]
[CollectionDefinition(nameof(ThreadTeamTests), DisableParallelization = true)]
public sealed class ThreadTeamTests : IDisposable
{
    private const int Large = 1 << 20;

    // The longest time that a thread that is asked to help may take to come, on a machine that has other things to do.
    private static readonly TimeSpan SpinBackoff = TimeSpan.FromSeconds(60);

    public ThreadTeamTests() => OptimizeOptions.MaxDegreeOfParallelism = 4;

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Fact]
    public void OthersHelp()
    {
        var model = new Counted((Large, false));
        model.Parts.Add(new((Large, false), (3, true)));
        model.Updating = Sleep;
        long start = Stopwatch.GetTimestamp();
        do
        {
            model.Step();
            Assert.Equal([(int)model.StepCount], model.Counts.Concat(model.Parts[0].Counts).Distinct());
            Assert.Equal(model.StepCount, model.Parts[0].StepCount);
        }
        while (model.Threads.Count < 4 && Stopwatch.GetElapsedTime(start) < SpinBackoff);
        Assert.InRange(model.Threads.Count, 2, 4);
        Assert.Contains(Environment.CurrentManagedThreadId, model.Threads.Keys);
    }

    [Theory]
    [InlineData(1, Large)]
    [InlineData(4, 2 * Tuning.LeastPerThread - 1)]
    public void NobodyHelpsWhereItIsNotToBeOrDoesNotPay(int threads, int length)
    {
        OptimizeOptions.MaxDegreeOfParallelism = threads;
        var model = new Counted((length, false)) { Updating = Sleep };
        for (int i = 0; i < 20; i++)
            model.Step();
        Assert.Equal([Environment.CurrentManagedThreadId], model.Threads.Keys);
        Assert.Single(model.Pieces.Distinct());
    }

    [Fact]
    public void NobodyHelpsWithManySmallArrays()
    {
        var model = new Counted([.. Enumerable.Repeat((511, false), 200)]) { Updating = Sleep };
        model.Step();
        Assert.Equal([Environment.CurrentManagedThreadId], model.Threads.Keys);
        Assert.Equal(200, model.Pieces.Count);
    }

    [Fact]
    public async Task ModelsAreSteppedOnSeveralThreadsAtOnce()
    {
        const int Steps = 200;
        Counted[] models = [.. Enumerable.Range(0, 6).Select(_ => new Counted((20_000, false), (5, true), (9_000, true), (40_000, false)))];
        await Task.WhenAll(models.Select(model => Task.Run(() =>
        {
            for (int i = 0; i < Steps; i++)
                model.Step();
        })));
        Assert.All(models, model => Assert.Equal([Steps], model.Counts));
        Assert.All(models, model => Assert.Equal(Steps, model.StepCount));
    }

    [Fact]
    public void AnErrorOfAHelperIsNotLost()
    {
        var model = new Counted((Large, false));
        int here = Environment.CurrentManagedThreadId;
        model.Updating = count =>
        {
            if (Environment.CurrentManagedThreadId != here)
                throw new InvalidTimeZoneException();
            Sleep(count);
        };
        long start = Stopwatch.GetTimestamp();
        Assert.Throws<InvalidTimeZoneException>(() =>
        {
            while (Stopwatch.GetElapsedTime(start) < SpinBackoff)
                model.Step();
        });

        // The others are there for the next step.
        model.Updating = static _ => { };
        model.Step();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void ANumberOfThreadsThatMakesNoSenseIsRefused(int threads)
    {
        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(() => OptimizeOptions.MaxDegreeOfParallelism = threads).ParamName);
        Assert.Equal(4, OptimizeOptions.MaxDegreeOfParallelism);
    }

    // Sleeps as long as the elements are many, however they are cut: a thread that is slower than one thread alone is not asked again for a
    // while.
    private static void Sleep(int count) => Thread.Sleep(count / Tuning.LeastPerThread);
}
