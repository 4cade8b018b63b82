using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>The state that a model keeps between traversals: its step count, its owner and its last traversal.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepState
{
    private StepOwner? _owner;
    private StepOwner? _own;
    private long _prepared;
    private int _place;
    private int _openOn;
    private int _isWhole;
    private long _next;
    private SerialCostEstimate _serialCost;
    private object? _model;

    // The places of parameters and gradients when they were last found to share no memory, and whether gradients shared memory then.
    private ulong _places;
    private bool _sharesGradients;

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>The estimated time of a step of this model as a whole, on one thread.</summary>
    [UnscopedRef]
    internal ref SerialCostEstimate SerialCost => ref _serialCost;

    /// <summary>True if the submodels are being prepared on this thread. If this model is met again meanwhile, it holds itself.</summary>
    internal bool IsOpen
    {
        readonly get => _openOn == Environment.CurrentManagedThreadId;
        set => _openOn = value ? Environment.CurrentManagedThreadId : 0;
    }

    /// <summary>The place at which the traversal that prepares met the model first.</summary>
    internal readonly int Place => _place;

    /// <summary>Notes the model that has the gradients and the state, and refuses its copies, which would share both in silence.</summary>
    /// <exception cref="InvalidOperationException">The model is a copy of the one that was noted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Claim(object model)
    {
        if (_model != model)
            _model = ShallowCopy.Checked(_model, model);
    }

    /// <summary>Notes the model for which gradients have been made.</summary>
    /// <inheritdoc cref="Claim(object)"/>
    public T Claim<T>(object model, T gradients)
    {
        Claim(model);
        return gradients;
    }

    /// <summary>Counts a step. Each of the threads that take it does, and all come to the same.</summary>
    /// <returns>The number of the step, from 1.</returns>
    public long NextStep(ref StepContext context) => context.Step = StepCount = _next;

    /// <summary>Sets the number of steps taken, as a checkpoint has it.</summary>
    internal void Restore(long stepCount) => StepCount = stepCount;

    /// <summary>Begins a step of this model as a whole. Returns false if a step of it is under way.</summary>
    internal bool TryEnter(ref StepContext context)
    {
        if (Interlocked.CompareExchange(ref _isWhole, 1, 0) != 0)
            return false;
        if (IsHeld(Volatile.Read(ref _owner)))
        {
            Volatile.Write(ref _isWhole, 0);
            return false;
        }

        context.Owner = _own;
        _next = StepCount + 1;
        return true;
    }

    /// <summary>Ends a step of this model as a whole.</summary>
    public void Leave(in StepContext context)
    {
        if (context.Owner is { } own)
            (_own = own).End(isTaken: StepCount == _next);
        Volatile.Write(ref _isWhole, 0);
    }

    /// <summary>Demands that parameters of this model as a whole share no memory; for generated code.</summary>
    /// <remarks>
    /// The places of all are compared where one of them is new: after an array has been replaced, or moved by the garbage collector.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="context">The context of the traversal that has prepared it.</param>
    /// <exception cref="InvalidOperationException">Some do; nothing has changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckMemory(IOptimizable model, in StepContext context)
    {
        if (MustCompare(in context))
            Compare(ref model, in context);
    }

    /// <inheritdoc cref="CheckMemory(IOptimizable, in StepContext)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckMemory<TModel>(ref TModel model, in StepContext context)
        where TModel : struct, IOptimizable
    {
        if (MustCompare(in context))
            Compare(ref model, in context);
    }

    /// <summary>Counts one more meeting in the preparation. Returns true if the traversal has not prepared the model yet.</summary>
    internal bool IsNew(ref StepContext context)
    {
        context.Traversal.Prepared++;
        return _prepared != context.Traversal.Number;
    }

    /// <summary>Notes that the traversal has come by to prepare. Returns false if another traversal is stepping the model.</summary>
    internal bool TryPrepare(ref StepContext context)
    {
        if (context.IsExclusive)
        {
            context.Owner ??= new();
            context.Owner.Traversal = context.Traversal.Number;
            if (!TryHold())
                return false;
        }

        (_prepared, _place, _next) = (context.Traversal.Number, context.Traversal.Prepared, StepCount + 1);
        if (context.IsExclusive)
            Volatile.Write(ref _owner, context.Owner);
        return true;
    }

    /// <summary>
    /// Counts one more meeting in the traversal's main pass. Returns true for the meeting at which the model was prepared, so that each
    /// model is handled once.
    /// </summary>
    internal readonly bool TryVisit(ref StepContext context) => ++context.Traversal.Done == _place;

    private readonly bool MustCompare(in StepContext context) => context.Places != _places || (context.ZeroesGradients && _sharesGradients);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compare<TModel>(ref TModel model, in StepContext context)
        where TModel : IOptimizable
    {
        _places = 0;
        if (SharedMemory.Check(ref model, in context, out bool sharesGradients))
            (_places, _sharesGradients) = (context.Places, sharesGradients);
    }

    // Takes hold, and then looks whether the model is being stepped as a whole; who enters does it the other way round. One of them sees
    // the other.
    private bool TryHold()
    {
        StepOwner? before = Volatile.Read(ref _owner);
        if (IsHeld(before) || Interlocked.CompareExchange(ref _owner, StepOwner.Somebody, before) != before)
            return false;
        if (Volatile.Read(ref _isWhole) == 0)
            return true;
        Volatile.Write(ref _owner, before);
        return false;
    }

    // Submodels are not let go of; that the traversal which holds them has ended says enough.
    private readonly bool IsHeld(StepOwner? owner) => owner is not null && (owner == StepOwner.Somebody || owner.Traversal == _prepared);
}
