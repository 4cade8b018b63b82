using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>The threads that help with steps.</summary>
/// <remarks>
/// The threads wait for a while after each step, ready to join the next one at once, and then sleep. A step never waits for a thread to
/// come: those that come take the work that is left. If other processes have the processors, <see cref="ParallelBackoff"/> sees that the
/// threads do more harm than good.
/// </remarks>
internal sealed class ThreadTeam
{
    private static readonly Lazy<ThreadTeam> s_team = new(() => new ThreadTeam());

    private readonly object _bed = new();
    private readonly WorkPartition _partition = new();

    private ParallelBackoff _backoff;
    private ParallelRegion _region;
    private IOptimizable? _model;
    private StepContext _context;
    private Exception? _failure;
    private long _lastEnd;
    private int _isBusy;
    private int _started;
    private int _asleep;
    private int _wanted;
    private int _finished;

    // The processor of the thread that woke others last; -1 before the first.
    private int _processor = -1;

    private ThreadTeam()
    {
    }

    /// <summary>Updates a model that has been prepared, on several threads.</summary>
    /// <returns>False if nothing has been done: there are no others, or they work or sleep.</returns>
    public static bool Apply(IOptimizable model, in StepContext context)
    {
        int most = OptimizeOptions.MaxDegreeOfParallelism is > 0 and var limit ? limit : Environment.ProcessorCount;
        int threads = (int)Math.Min(most, context.Elements / Tuning.LeastPerThread);
        return threads > 1 && !OperatingSystem.IsBrowser() && s_team.Value.TryApply(model, in context, threads);
    }

    private bool TryApply(IOptimizable model, in StepContext context, int threads)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            return false;
        try
        {
            while (_started < threads - 1 && TryStart())
            {
            }

            threads = Math.Min(threads, 1 + _started);
            ref SerialCostEstimate serialCost = ref context.Measure is { } measure
                ? ref measure.SerialCost
                : ref model.StepState.SerialCost;
            long start = Stopwatch.GetTimestamp();
            bool isAsleep = Volatile.Read(ref _asleep) == _started, isShort = context.Elements < Tuning.WorthWaking;
            bool mayWake = !isShort || (start - _lastEnd < Tuning.IdleSpin && _backoff.CanWake(start));
            bool isShared = threads > 1 && serialCost.IsKnown && _backoff.CanShare(start) && (mayWake || !isAsleep);
            if (isShared)
                Share(model, in context, threads, mayWake);
            else
                WorkPartition.Apply(model, context);
            _lastEnd = Stopwatch.GetTimestamp();
            if (isShared)
                _backoff.Note(start, _lastEnd, serialCost.Estimate(context.Elements), isShort && isAsleep);
            else
                serialCost.Note(start, _lastEnd, context.Elements);
            return true;
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private void Share(IOptimizable model, in StepContext context, int threads, bool wakes)
    {
        _partition.Cut(context.Elements, threads);
        (_model, _context, _wanted, _finished) = (model, context, threads - 1, 0);
        _region.Begin();
        Exception? failure;
        try
        {
            if (wakes)
                Wake(threads - 1);
            _partition.Apply(model, in context, 0);
        }
        finally
        {
            Await(_region.Close());

            // The team outlives every model: it must not keep one alive, nor an exception, whose type may be the user's.
            (_model, _context) = (null, default);
            failure = Interlocked.Exchange(ref _failure, null);
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private void Await(int joined)
    {
        var backoff = new SpinBackoff();
        while (Volatile.Read(ref _finished) < joined)
            backoff.Wait();
    }

    // A step does with the threads that there are.
    private bool TryStart()
    {
        try
        {
            new Thread(Help) { IsBackground = true, Name = "FusedOpt" }.UnsafeStart();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }

        _started++;
        return true;
    }

    private void Wake(int helpers)
    {
        if (Volatile.Read(ref _asleep) == 0)
            return;
        Volatile.Write(ref _processor, Thread.GetCurrentProcessorId());
        lock (_bed)
        {
            for (int i = Math.Min(helpers, _asleep); i > 0; i--)
                Monitor.Pulse(_bed);
        }
    }

    private void Help()
    {
        for (long last = 0; ;)
        {
            last = Next(last);
            int thread = _region.Join(last, Volatile.Read(ref _wanted));
            if (thread == 0)
                continue;
            Work(thread);
            Interlocked.Increment(ref _finished);
        }
    }

    // Apart from the loop, whose frame would keep the last model alive for as long as the thread sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work(int thread)
    {
        try
        {
            _partition.Apply(_model!, in _context, thread);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }

    // Yields to the thread that woke others, if this thread has been given its processor.
    private bool TryMakeWay()
    {
        if (Thread.GetCurrentProcessorId() != Volatile.Read(ref _processor))
            return false;
        Thread.Yield();
        return true;
    }

    // The number of a region that this thread has not seen.
    private long Next(long last)
    {
        while (true)
        {
            var idle = new IdleSpinPolicy(Stopwatch.GetTimestamp());
            do
            {
                for (int polls = 0; polls < Tuning.PollsPerLook; polls++)
                {
                    if (_region.Number is var number && number != last)
                        return number;
                    Thread.SpinWait(1);
                }
            }
            while (idle.CanSpin(TryMakeWay(), Stopwatch.GetTimestamp()));

            // A step that begins before this thread sleeps does not see it asleep.
            lock (_bed)
            {
                _asleep++;
                if (_region.Number == last)
                    Monitor.Wait(_bed);
                _asleep--;
            }
        }
    }
}
