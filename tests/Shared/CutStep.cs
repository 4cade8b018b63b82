using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt;
using Xunit;

namespace FusedOpt.Tests.Shared;

/// <summary>A generated step, cut for several threads on every machine, however busy it is and however small the model.</summary>
internal static class CutStep
{
    /// <summary>One thread goes through the pieces of all, from the last segment on.</summary>
    public static void InTurn(IOptimizable model, int threads, bool zeroes = false) =>
        Take(model, threads, zeroes, (partition, context) => partition.Apply(model, in context, threads - 1));

    /// <summary>Takes a step on as many threads, which begin at once.</summary>
    public static void AtOnce(IOptimizable model, int threads, bool zeroes = false) => Take(model, threads, zeroes, (partition, context) =>
    {
        using var start = new Barrier(threads);
        Task.WaitAll([.. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                partition.Apply(model, in context, thread);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))]);
    });

    private static void Take(IOptimizable model, int threads, bool zeroes, Action<WorkPartition, StepContext> apply)
    {
        GradientGuard? guard = model.Guard is { IsActive: true } active ? active : null;
        StepContext context = guard is null
            ? StepDriver.Begin(model, ref model.StepState, zeroes)
            : StepDriver.Begin(model, ref model.StepState, guard, zeroes);
        try
        {
            model.Prepare(ref context);
            Assert.True(guard?.TryAdmit(model, ref context) ?? true);
            var partition = new WorkPartition();
            partition.Cut(context.Elements, threads);
            apply(partition, context);
        }
        finally
        {
            model.StepState.Leave(in context);
        }
    }
}
