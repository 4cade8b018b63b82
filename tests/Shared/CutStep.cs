using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt;
using Xunit;

namespace FusedOpt.Tests.Shared;

/// <summary>What a generated step does, cut for several threads on every machine, however busy it is and however small the model.</summary>
internal static class CutStep
{
    /// <summary>One thread goes through the pieces of all, from the last segment on.</summary>
    public static void InTurn(IOptimizable model, int threads, bool zeroes = false) =>
        Take(model, threads, zeroes, (shares, walk) => shares.Apply(model, in walk, threads - 1));

    /// <summary>As many threads begin at once.</summary>
    public static void AtOnce(IOptimizable model, int threads, bool zeroes = false) => Take(model, threads, zeroes, (shares, walk) =>
    {
        using var start = new Barrier(threads);
        Task.WaitAll([.. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                shares.Apply(model, in walk, thread);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))]);
    });

    private static void Take(IOptimizable model, int threads, bool zeroes, Action<Shares, Walk> apply)
    {
        GradientGuard? guard = model.Guard is { IsActive: true } active ? active : null;
        Walk walk = guard is null ? Stepper.Begin(model, ref model.Mark, zeroes) : Stepper.Begin(model, ref model.Mark, guard, zeroes);
        try
        {
            model.Prepare(ref walk);
            Assert.True(guard?.Admits(model, ref walk) ?? true);
            var shares = new Shares();
            shares.Cut(walk.Elements, threads);
            apply(shares, walk);
        }
        finally
        {
            model.Mark.Leave(in walk);
        }
    }
}
