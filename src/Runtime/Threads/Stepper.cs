using System;
using System.ComponentModel;

namespace FusedOpt;

/// <summary>What the step of a model as a whole begins with, and whether it is taken on several threads; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Stepper
{
    /// <summary>Begins a step; <see cref="WalkMark.Leave"/> ends it.</summary>
    /// <exception cref="InvalidOperationException">A step of the model is under way; nothing has changed.</exception>
    public static Walk Begin(IOptimizable model, ref WalkMark mark, bool zeroesGradients = false)
    {
        var walk = new Walk(isStep: true, zeroesGradients) { Root = model };
        return mark.Enters(ref walk) ? walk : throw Concurrent(model.GetType().Name);
    }

    /// <summary>Begins the step of a model whose gradients are guarded.</summary>
    /// <inheritdoc cref="Begin(IOptimizable, ref WalkMark, bool)"/>
    public static Walk Begin(IOptimizable model, ref WalkMark mark, GradientGuard guard, bool zeroesGradients = false)
    {
        var walk = new Walk(isStep: true, zeroesGradients) { Root = model, Guard = guard };
        return mark.Enters(ref walk) ? walk : throw Concurrent(model.GetType().Name);
    }

    /// <summary>Begins the step of a structure.</summary>
    /// <inheritdoc cref="Begin(IOptimizable, ref WalkMark, bool)"/>
    public static Walk Begin(string model, ref WalkMark mark, bool zeroesGradients = false)
    {
        var walk = new Walk(isStep: true, zeroesGradients);
        return mark.Enters(ref walk) ? walk : throw Concurrent(model);
    }

    /// <summary>Updates, or measures, a model that has been checked, on several threads.</summary>
    /// <returns>False if nothing has been done, since one thread is as fast, or the others are busy.</returns>
    /// <remarks>Where managers are to hold memory, they do so here, and the step is taken in any case.</remarks>
    public static bool Spread(IOptimizable model, in Walk walk)
    {
        if (walk.Held is not { IsOpen: false } held)
            return Shares.Pay(in walk) && Team.Apply(model, in walk);
        var step = new HeldStep(model, in walk);
        held.Run(ref step);
        return true;
    }

    /// <summary>Updates a structure while managers hold memory.</summary>
    /// <returns>False if nothing has been done, since there are none.</returns>
    public static bool Spread<TModel>(ref TModel model, in Walk walk)
        where TModel : struct, IOptimizable
    {
        if (walk.Held is not { IsOpen: false } held)
            return false;
        var step = new HeldStructure<TModel>(ref model, in walk);
        held.Run(ref step);
        return true;
    }

    /// <summary>Takes the step of a model whose gradients are guarded, if its guard admits it: all of it, with what the guard looks at, while managers hold memory.</summary>
    public static void TakeGuarded(IOptimizable model, ref Walk walk)
    {
        if (walk.Held is not { IsOpen: false } held)
        {
            model.TakeGuarded(ref walk);
            return;
        }

        var step = new HeldGuarded(model, ref walk);
        held.Run(ref step);
    }

    /// <summary>Does to a model, while managers hold memory, what has been called of it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="walk">The walk that has prepared it.</param>
    /// <param name="call">What has been called.</param>
    /// <returns>False if nothing has been done: there are no managers, or they hold their memory already, so that the call goes on.</returns>
    public static bool Holds<TModel>(ref TModel model, in Walk walk, HeldCall call)
        where TModel : IOptimizable
    {
        if (walk.Held is not { IsOpen: false } held)
            return false;
        var work = new HeldWork<TModel>(ref model, call);
        held.Run(ref work);
        return true;
    }

    /// <inheritdoc cref="Holds{TModel}(ref TModel, in Walk, HeldCall)"/>
    public static bool Holds(IOptimizable model, in Walk walk, HeldCall call) => Holds(ref model, in walk, call);

    private readonly ref struct HeldStep(IOptimizable model, ref readonly Walk walk) : HeldMemory.IWork
    {
        private readonly ref readonly Walk _walk = ref walk;

        public void Do()
        {
            if (!Spread(model, in _walk))
                Shares.Apply(model, _walk);
        }
    }

    private readonly ref struct HeldStructure<TModel>(ref TModel model, ref readonly Walk walk) : HeldMemory.IWork
        where TModel : struct, IOptimizable
    {
        private readonly ref TModel _model = ref model;
        private readonly ref readonly Walk _walk = ref walk;

        public void Do()
        {
            Walk own = _walk;
            _model.Apply(ref own);
        }
    }

    private readonly ref struct HeldGuarded(IOptimizable model, ref Walk walk) : HeldMemory.IWork
    {
        private readonly ref Walk _walk = ref walk;

        public void Do() => model.TakeGuarded(ref _walk);
    }

    private readonly ref struct HeldWork<TModel>(ref TModel model, HeldCall call) : HeldMemory.IWork
        where TModel : IOptimizable
    {
        private readonly ref TModel _model = ref model;

        public void Do()
        {
            switch (call)
            {
                case HeldCall.ZeroGradients:
                    _model.ZeroGradients();
                    break;
                case HeldCall.Evaluate:
                    _model.Evaluate();
                    break;
                default:
                    _model.Train();
                    break;
            }
        }
    }

    internal static InvalidOperationException Concurrent(string model) =>
        new($"{model} is being stepped already, on another thread or by a model that holds it. Wait for that step to end: the steps of a model follow one another.");
}
