using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>The threads that help with steps and with products.</summary>
/// <remarks>
/// The threads wait for a while after each piece of work, ready to join the next one at once, and then sleep. Work never waits for a thread
/// to come: those that come take what is left. If other processes have the processors, <see cref="ParallelBackoff"/> sees that the threads
/// do more harm than good.
/// </remarks>
internal sealed class ThreadTeam
{
    private static readonly Lazy<ThreadTeam> s_team = new(() => new ThreadTeam());

    private readonly object _bed = new();

    private ParallelBackoff _backoff;
    private ParallelRegion _region;
    private ITeamWork? _work;
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

    /// <summary>Returns the number of threads that work is worth; 1 if it is to be done on the calling thread alone.</summary>
    /// <param name="elements">The size of the work, in elements of a step that take as long.</param>
    public static int CountThreads(long elements)
    {
        if (OperatingSystem.IsBrowser())
            return 1;
        int most = OptimizeOptions.MaxDegreeOfParallelism is > 0 and var limit ? limit : Environment.ProcessorCount;
        return (int)Math.Clamp(elements / Tuning.LeastPerThread, 1, most);
    }

    /// <summary>Takes the team, for one piece of work.</summary>
    /// <returns>False if another thread has it.</returns>
    public static bool TryTake([NotNullWhen(true)] out ThreadTeam? team)
    {
        team = s_team.Value;
        if (Interlocked.Exchange(ref team._isBusy, 1) == 0)
            return true;
        team = null;
        return false;
    }

    /// <summary>Gives the team back to others.</summary>
    public void GiveBack() => Volatile.Write(ref _isBusy, 0);

    /// <summary>Does work on several threads, or on the calling one alone if the others do harm or sleep.</summary>
    /// <param name="work">The work.</param>
    /// <param name="elements">The size of the work, as for <see cref="CountThreads"/>.</param>
    /// <param name="threads">The number of threads, 2 at least.</param>
    /// <param name="serialCost">The cost of such work on one thread.</param>
    public void Run(ITeamWork work, long elements, int threads, ref SerialCostEstimate serialCost)
    {
        while (_started < threads - 1 && TryStart())
        {
        }

        threads = Math.Min(threads, 1 + _started);
        long start = Stopwatch.GetTimestamp();
        bool isAsleep = Volatile.Read(ref _asleep) == _started, isShort = elements < Tuning.WorthWaking;
        bool mayWake = !isShort || (start - _lastEnd < Tuning.IdleSpin && _backoff.CanWake(start));
        bool isShared = threads > 1 && serialCost.IsKnown && _backoff.CanShare(start) && (mayWake || !isAsleep);
        if (isShared)
            Share(work, threads, mayWake);
        else
            work.RunAlone();
        _lastEnd = Stopwatch.GetTimestamp();
        if (isShared)
            _backoff.Note(start, _lastEnd, serialCost.Estimate(elements), isShort && isAsleep);
        else
            serialCost.Note(start, _lastEnd, elements);
    }

    private void Share(ITeamWork work, int threads, bool wakes)
    {
        work.Cut(threads);
        (_work, _wanted, _finished) = (work, threads - 1, 0);
        _region.Begin();
        Exception? failure;
        try
        {
            if (wakes)
                Wake(threads - 1);
            work.Run(0);
        }
        finally
        {
            Await(_region.Close());

            // The team outlives every exception, whose type may be the user's.
            _work = null;
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

    // Work is done with the threads that there are.
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

    // Apart from the loop, whose frame would keep the last work alive for as long as the thread sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work(int thread)
    {
        try
        {
            _work!.Run(thread);
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

            // Work that begins before this thread sleeps does not see it asleep.
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
