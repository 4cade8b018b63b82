using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The driver of a step: begins the step of a model as a whole, and takes it on one thread or several; for generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepDriver
{
    /// <summary>Begins a step; <see cref="StepState.Leave"/> ends it.</summary>
    /// <exception cref="InvalidOperationException">A step of the model is under way; nothing has changed.</exception>
    public static StepContext Begin(IOptimizable model, ref StepState state, bool zeroesGradients = false)
    {
        var context = new StepContext(isStep: true, zeroesGradients) { Root = model };
        return state.TryEnter(ref context) ? context : throw Concurrent(model.GetType().Name);
    }

    /// <summary>Begins the step of a model whose gradients are guarded.</summary>
    /// <inheritdoc cref="Begin(IOptimizable, ref StepState, bool)"/>
    public static StepContext Begin(IOptimizable model, ref StepState state, GradientGuard guard, bool zeroesGradients = false)
    {
        var context = new StepContext(isStep: true, zeroesGradients) { Root = model, Guard = guard };
        return state.TryEnter(ref context) ? context : throw Concurrent(model.GetType().Name);
    }

    /// <summary>Begins the step of a structure.</summary>
    /// <inheritdoc cref="Begin(IOptimizable, ref StepState, bool)"/>
    public static StepContext Begin(string model, ref StepState state, bool zeroesGradients = false)
    {
        var context = new StepContext(isStep: true, zeroesGradients);
        return state.TryEnter(ref context) ? context : throw Concurrent(model);
    }

    /// <summary>Begins a traversal that takes no step, in a class whose base class has the bookkeeping.</summary>
    /// <inheritdoc cref="StepState.Look(IOptimizable)"/>
    public static StepContext Look(IOptimizable model) => model.StepState.Look(model);

    /// <summary>Updates, or measures, a model that has been checked, on several threads.</summary>
    /// <returns>False if nothing has been done, since one thread is as fast, or the others are busy.</returns>
    /// <remarks>If managers are to hold memory, they do so here, and the step is taken in any case.</remarks>
    public static bool TryRunParallel(IOptimizable model, in StepContext context)
    {
        if (context.Held is not { IsOpen: false } held)
            return WorkPartition.IsWorthSharing(in context) && StepWork.TryRun(model, in context);
        var step = new HeldStep(model, in context);
        held.Run(ref step);
        return true;
    }

    /// <summary>Updates a structure while managers hold memory.</summary>
    /// <returns>False if nothing has been done, since there are none.</returns>
    public static bool TryRunParallel<TModel>(ref TModel model, in StepContext context)
        where TModel : struct, IOptimizable
    {
        if (context.Held is not { IsOpen: false } held)
            return false;
        var step = new HeldStructure<TModel>(ref model, in context);
        held.Run(ref step);
        return true;
    }

    /// <summary>
    /// Takes the step of a model whose gradients are guarded, if its guard admits it: all of it, with what the guard looks at, while
    /// managers hold memory.
    /// </summary>
    public static void TakeGuarded(IOptimizable model, ref StepContext context)
    {
        if (context.Held is not { IsOpen: false } held)
        {
            model.TakeGuarded(ref context);
            return;
        }

        var step = new HeldGuarded(model, ref context);
        held.Run(ref step);
    }

    /// <summary>Makes a call on a model while managers hold memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="context">The context of the traversal that has prepared it.</param>
    /// <param name="call">The call to make.</param>
    /// <returns>
    /// False if nothing has been done: there are no managers, or they hold their memory already, so that the caller goes on.
    /// </returns>
    public static bool TryRunHeld<TModel>(ref TModel model, in StepContext context, HeldCall call)
        where TModel : IOptimizable
    {
        if (context.Held is not { IsOpen: false } held)
            return false;
        var work = new HeldWork<TModel>(ref model, call);
        held.Run(ref work);
        return true;
    }

    /// <inheritdoc cref="TryRunHeld{TModel}(ref TModel, in StepContext, HeldCall)"/>
    public static bool TryRunHeld(IOptimizable model, in StepContext context, HeldCall call) => TryRunHeld(ref model, in context, call);

    private readonly ref struct HeldStep(IOptimizable model, ref readonly StepContext context) : HeldMemory.IWork
    {
        private readonly ref readonly StepContext _context = ref context;

        public void Do()
        {
            if (!TryRunParallel(model, in _context))
                WorkPartition.Apply(model, _context);
        }
    }

    private readonly ref struct HeldStructure<TModel>(ref TModel model, ref readonly StepContext context) : HeldMemory.IWork
        where TModel : struct, IOptimizable
    {
        private readonly ref TModel _model = ref model;
        private readonly ref readonly StepContext _context = ref context;

        public void Do()
        {
            StepContext own = _context;
            _model.Apply(ref own);
        }
    }

    private readonly ref struct HeldGuarded(IOptimizable model, ref StepContext context) : HeldMemory.IWork
    {
        private readonly ref StepContext _context = ref context;

        public void Do() => model.TakeGuarded(ref _context);
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
        new(
            $"{model} is being stepped, saved or loaded already, on another thread or by a model that holds it. Wait for that to end: "
                + "nothing else may be done with the model meanwhile.");
}
