using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;

namespace FusedOpt;

/// <summary>What a model keeps of the walks that came by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WalkMark
{
    private WalkHolder? _holder;
    private WalkHolder? _own;
    private long _prepared;
    private int _place;
    private int _openOn;
    private int _isWhole;
    private long _next;
    private Tempo _tempo;
    private object? _owner;

    // Where parameters and gradients lay when they were last found to share no memory, and whether gradients did.
    private ulong _places;
    private bool _sharesGradients;

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>How long a step of this model as a whole takes.</summary>
    [UnscopedRef]
    internal ref Tempo Tempo => ref _tempo;

    /// <summary>Whether the models within are being prepared on this thread: one of them that is this model again makes a cycle.</summary>
    internal bool IsOpen
    {
        readonly get => _openOn == Environment.CurrentManagedThreadId;
        set => _openOn = value ? Environment.CurrentManagedThreadId : 0;
    }

    /// <summary>Where the walk that prepares met the model first.</summary>
    internal readonly int Place => _place;

    /// <summary>Notes the model that has the gradients and the state, and refuses its copies, which would share both in silence.</summary>
    /// <exception cref="InvalidOperationException">The model is a copy of the one that was noted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Claim(object model)
    {
        if (_owner != model)
            _owner = ShallowCopy.Checked(_owner, model);
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
    public long NextStep(ref Walk walk) => walk.Step = StepCount = _next;

    /// <summary>Begins a step of this model as a whole, unless a step of it is under way.</summary>
    internal bool Enters(ref Walk walk)
    {
        if (Interlocked.CompareExchange(ref _isWhole, 1, 0) != 0)
            return false;
        if (IsHeld(Volatile.Read(ref _holder)))
        {
            Volatile.Write(ref _isWhole, 0);
            return false;
        }

        walk.Holder = _own;
        _next = StepCount + 1;
        return true;
    }

    /// <summary>Ends a step of this model as a whole.</summary>
    public void Leave(in Walk walk)
    {
        if (walk.Holder is { } own)
            (_own = own).End(isTaken: StepCount == _next);
        Volatile.Write(ref _isWhole, 0);
    }

    /// <summary>Demands that parameters of this model as a whole share no memory; for generated code.</summary>
    /// <remarks>The places of all are compared where one of them is new: after an array has been replaced, or moved by the garbage collector.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="walk">The walk that has prepared it.</param>
    /// <exception cref="InvalidOperationException">Some do; nothing has changed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckMemory(IOptimizable model, in Walk walk)
    {
        if (MustCompare(in walk))
            Compare(ref model, in walk);
    }

    /// <inheritdoc cref="CheckMemory(IOptimizable, in Walk)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckMemory<TModel>(ref TModel model, in Walk walk)
        where TModel : struct, IOptimizable
    {
        if (MustCompare(in walk))
            Compare(ref model, in walk);
    }

    /// <summary>Whether the walk comes by for the first time to prepare.</summary>
    internal bool IsNew(ref Walk walk)
    {
        walk.Prepared++;
        return _prepared != walk.Number;
    }

    /// <summary>Notes that the walk has come by to prepare, unless another one is stepping the model.</summary>
    internal bool Prepares(ref Walk walk)
    {
        if (walk.IsStep)
        {
            walk.Holder ??= new();
            walk.Holder.Walk = walk.Number;
            if (!Holds())
                return false;
        }

        (_prepared, _place, _next) = (walk.Number, walk.Prepared, StepCount + 1);
        if (walk.IsStep)
            Volatile.Write(ref _holder, walk.Holder);
        return true;
    }

    /// <summary>Whether the walk comes by for the first time to do what it is for: it comes by as it did to prepare.</summary>
    internal readonly bool Does(ref Walk walk) => ++walk.Done == _place;

    private readonly bool MustCompare(in Walk walk) => walk.Places != _places || (walk.ZeroesGradients && _sharesGradients);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compare<TModel>(ref TModel model, in Walk walk)
        where TModel : IOptimizable
    {
        _places = 0;
        if (SharedMemory.Check(ref model, in walk, out bool sharesGradients))
            (_places, _sharesGradients) = (walk.Places, sharesGradients);
    }

    // Takes hold, and then looks whether the model is being stepped as a whole; who enters does it the other way round. One of them sees the other.
    private bool Holds()
    {
        WalkHolder? before = Volatile.Read(ref _holder);
        if (IsHeld(before) || Interlocked.CompareExchange(ref _holder, WalkHolder.Somebody, before) != before)
            return false;
        if (Volatile.Read(ref _isWhole) == 0)
            return true;
        Volatile.Write(ref _holder, before);
        return false;
    }

    // Models within are not let go of; that the walk which holds them has ended says enough.
    private readonly bool IsHeld(WalkHolder? holder) => holder is not null && (holder == WalkHolder.Somebody || holder.Walk == _prepared);
}
