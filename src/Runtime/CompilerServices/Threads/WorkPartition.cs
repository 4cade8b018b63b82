using System;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The elements of a step, cut into chunks that threads take one by one: each from a range of its own, so that its caches keep the elements
/// that it updates, and then from those of others.
/// </summary>
internal sealed class WorkPartition
{
    /// <summary>No chunks.</summary>
    public static readonly WorkPartition None = new();

    private WorkStealingRange[] _ranges = [];
    private int _count;
    private long _elements;
    private int _chunks;
    private long _step;

    // In the order in which a traversal comes to the parameters; each is made when it is first needed.
    private CooperativeSweep?[] _cooperations = [];
    private volatile bool _hasFailed;

    /// <summary>True if one of the threads has failed, so that others must not wait for work that it has begun.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Returns true if a step is worth a second thread.</summary>
    public static bool IsWorthSharing(in StepContext context) =>
        context.Elements >= 2 * Tuning.LeastPerThread && context.Elements >= Tuning.LeastPerArray * context.Arrays;

    /// <summary>Cuts a step for a number of threads, all of them idle.</summary>
    public void Cut(long elements, int threads)
    {
        if (_ranges.Length < threads)
            _ranges = new WorkStealingRange[threads];
        int each = (int)Math.Clamp(elements / threads / Tuning.LeastPerThread, 1, Tuning.MostChunksPerThread);
        (_elements, _count, _chunks) = (elements, threads, each * threads);
        for (int i = 0; i < threads; i++)
            _ranges[i].Fill(i * each, (i + 1) * each);
        _hasFailed = false;
        _step++;
        if (_cooperations.Length < elements / Tuning.LeastCooperative)
            Array.Resize(ref _cooperations, (int)(elements / Tuning.LeastCooperative));
    }

    /// <summary>Updates the chunks that this thread can take.</summary>
    /// <param name="model">The model, prepared.</param>
    /// <param name="context">The context of the traversal that has prepared it.</param>
    /// <param name="thread">The number of the thread, which begins with the range of this number.</param>
    public void Apply(IOptimizable model, in StepContext context, int thread)
    {
        HeldMemory? before = HeldMemory.Enter(context.Held);
        try
        {
            Take(model, in context, thread);
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
        finally
        {
            HeldMemory.Leave(before);
        }
    }

    /// <summary>Takes the next chunk of a range; -1 if none is left, or if there is no range.</summary>
    public int Next(int range) => range < 0 ? -1 : _ranges[range].TakeFirst();

    /// <summary>The chunk behind the last.</summary>
    public int End => _chunks;

    /// <summary>Returns the first element of a chunk; the largest long behind the last chunk.</summary>
    public long GetStart(int chunk) => chunk >= _chunks ? long.MaxValue : _elements * chunk / _chunks;

    /// <summary>Joins the threads that share elements which are measured as a whole.</summary>
    /// <param name="number">The number of such parameters that have come before on the traversal.</param>
    /// <param name="reductions">The number of reductions over the elements.</param>
    /// <param name="first">The element to begin with.</param>
    /// <param name="workShare">On entry, all of the elements; on return, this thread's share.</param>
    /// <returns>False if all pieces have been done.</returns>
    public bool Join(int number, int reductions, int first, ref WorkShare workShare)
    {
        ref CooperativeSweep? slot = ref _cooperations[number];
        CooperativeSweep cooperation = Volatile.Read(ref slot)
            ?? Interlocked.CompareExchange(ref slot, new CooperativeSweep(this), null)
            ?? slot;
        workShare = new WorkShare(workShare.Length, cooperation, first / Tuning.CooperativePiece);
        return cooperation.Enter(_step, workShare.Length, reductions);
    }

    /// <summary>Updates, or measures, the elements of a context.</summary>
    public static void Apply(IOptimizable model, StepContext context)
    {
        if (context.Measure is null)
            model.Apply(ref context);
        else
            model.Measure(ref context);
    }

    private void Take(IOptimizable model, in StepContext context, int thread)
    {
        for (int i = 0; i < _count; i++)
        {
            int range = (thread + i) % _count;
            if (_ranges[range].TryOwn() && Next(range) is >= 0 and var first)
                Apply(model, context.ForRange(this, range, first));
        }

        for (int i = 1; i < _count; i++)
        {
            while (_ranges[(thread + i) % _count].TakeLast() is >= 0 and var last)
                Apply(model, context.ForRange(this, -1, last));
        }
    }
}
