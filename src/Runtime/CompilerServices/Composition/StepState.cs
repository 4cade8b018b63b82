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
    // The mark of a model that is saved or loaded, for all threads; a step leaves the number of its thread.
    private const int Kept = -1;

    private StepOwner? _owner;
    private StepOwner? _own;
    private long _prepared;
    private int _place;
    private int _openOn;
    private int _enteredBy;
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
        if (Interlocked.CompareExchange(ref _enteredBy, Mark(in context), 0) != 0)
            return false;
        if (IsHeld(Volatile.Read(ref _owner)))
        {
            Volatile.Write(ref _enteredBy, 0);
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
        Volatile.Write(ref _enteredBy, 0);
    }

    /// <summary>Begins a traversal of a model as a whole that takes no step and keeps nobody off; for generated code.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidOperationException">
    /// The model is being saved or loaded, or stepped on another thread; nothing has changed.
    /// </exception>
    public readonly StepContext Look(IOptimizable model) =>
        MayLook() ? new(isStep: false) : throw StepDriver.Concurrent(model.GetType().Name);

    /// <summary>Begins a traversal of a structure.</summary>
    /// <inheritdoc cref="Look(IOptimizable)"/>
    public readonly StepContext Look(string model) => MayLook() ? new(isStep: false) : throw StepDriver.Concurrent(model);

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

    /// <summary>Notes that the traversal has come by to prepare. Returns false if another traversal keeps it off.</summary>
    internal bool TryPrepare(ref StepContext context)
    {
        if (context.IsExclusive)
        {
            context.Owner ??= new();
            if (context.Owner.Traversal != context.Traversal.Number)
                (context.Owner.EnteredBy, context.Owner.Traversal) = (Mark(in context), context.Traversal.Number);
            if (!TryHold())
                return false;
        }
        else if (!MayLook())
        {
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

    /// <summary>Returns true if a traversal may begin that takes no step and keeps nobody off.</summary>
    /// <remarks>
    /// A step calls code of the user's now and then, and clears the gradients itself if its guard skips the step: the thread of a step may
    /// look. While a model is saved or loaded, no thread may.
    /// </remarks>
    internal readonly bool MayLook()
    {
        int enteredBy = Volatile.Read(in _enteredBy);
        if (enteredBy != 0 && enteredBy != Environment.CurrentManagedThreadId)
            return false;
        StepOwner? owner = Volatile.Read(in _owner);
        return !IsHeld(owner) || owner!.EnteredBy == Environment.CurrentManagedThreadId;
    }

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
        if (Volatile.Read(ref _enteredBy) == 0)
            return true;
        Volatile.Write(ref _owner, before);
        return false;
    }

    private static int Mark(in StepContext context) => context.IsStep ? Environment.CurrentManagedThreadId : Kept;

    // Submodels are not let go of; that the traversal which holds them has ended says enough.
    private readonly bool IsHeld(StepOwner? owner) => owner is not null && (owner == StepOwner.Somebody || owner.Traversal == _prepared);
}
