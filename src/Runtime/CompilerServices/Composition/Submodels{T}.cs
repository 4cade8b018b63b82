using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>The models in a field of another one, and the passes of a traversal over them.</summary>
/// <typeparam name="T">The type of the models; structures are changed where they are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Submodels<T>
    where T : IOptimizable?
{
    private readonly string _model;
    private readonly string _field;
    private readonly ReadOnlySpan<T> _submodels;
    private readonly bool _isOne;

    internal Submodels(string model, string field, ReadOnlySpan<T> submodels, bool isOne)
    {
        (_model, _field, _isOne) = (model, field, isOne);
        _submodels = submodels;
    }

    /// <summary>Demands that every model is there.</summary>
    /// <exception cref="InvalidOperationException">One is null.</exception>
    public Submodels<T> Assigned()
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (IsMissing(i))
                throw new InvalidOperationException(
                    $"{GetName(i)} is null. Assign a model to it before the first step, or declare it nullable to leave it out.");
        }

        return this;
    }

    /// <summary>Demands that there are as many as there are gradients of them.</summary>
    /// <exception cref="InvalidOperationException">The numbers differ.</exception>
    public void Fit(int gradients)
    {
        if (_submodels.Length != gradients)
            throw new InvalidOperationException(
                $"{_model}.{_field} has {_submodels.Length} models, but gradients of a step are for {gradients}. Make them anew with new "
                    + "ParameterGradients(model).");
    }

    /// <summary>Makes gradients for each model.</summary>
    /// <exception cref="InvalidOperationException">A model holds itself.</exception>
    public TGradients[] Gradients<TGradients>(GradientTree tree)
        where TGradients : class?
    {
        var gradients = new TGradients[_submodels.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            if (!IsMissing(i))
                gradients[i] = (TGradients)tree.Find(GetName(i), Get(i)!)!;
        }

        return gradients;
    }

    /// <summary>Checks everything within before anything is changed, and hands down learning rate and context.</summary>
    /// <param name="context">The context of the traversal.</param>
    /// <param name="learningRate">The learning rate; NaN where they keep their own.</param>
    /// <param name="of">Finds their gradients among those of the model that holds them, where its class takes sums.</param>
    /// <exception cref="InvalidOperationException">
    /// A check fails, a model holds itself, or it is being stepped on another thread.
    /// </exception>
    public void Prepare(ref StepContext context, double learningRate = double.NaN, SubmodelOf? of = null)
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T submodel = ref Get(i);
            ref StepState state = ref submodel!.StepState;
            if (state.IsOpen || !typeof(T).IsValueType && ReferenceEquals(submodel, context.Root))
                throw new InvalidOperationException(
                    $"{GetName(i)} is a model that it is itself a part of: a cycle. Mark the field that leads back [Frozen].");
            bool isNew = state.IsNew(ref context);
            (int holder, int place) = (context.Traversal.Place, context.Traversal.Prepared);
            if (isNew)
            {
                if (context.IsStep)
                    Agree(submodel.Guard, context.Guard, i);
                if (!state.TryPrepare(ref context))
                    throw StepDriver.Concurrent(GetName(i));
            }

            if (of is not null && context.Buffers is { } buffers)
                buffers.Add(this, i, holder, place, state.Place, of);
            if (!isNew)
                continue;
            state.IsOpen = true;
            context.Traversal.Place = place;
            try
            {
                if (context.IsStep && !double.IsNaN(learningRate))
                    context.Owner!.HandDown(ref submodel, learningRate);
                submodel!.Prepare(ref context);
            }
            finally
            {
                state.IsOpen = false;
                context.Traversal.Place = holder;
            }
        }
    }

    /// <summary>Steps each model that has not been stepped on this traversal.</summary>
    public void Apply(ref StepContext context)
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T submodel = ref Get(i);
            if (!submodel!.StepState.TryVisit(ref context))
                continue;
            (long step, int holder, int model) = (context.Step, context.Traversal.Place, context.Traversal.Model);
            (context.Traversal.Place, context.Traversal.Model) = (context.Traversal.Done, ++context.Traversal.Models);
            submodel.Apply(ref context);
            (context.Step, context.Traversal.Place, context.Traversal.Model) = (step, holder, model);
        }
    }

    /// <summary>Measures the gradients of each model whose have not been on this traversal.</summary>
    public void Measure(ref StepContext context)
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T submodel = ref Get(i);
            if (!submodel!.StepState.TryVisit(ref context))
                continue;
            int holder = context.Traversal.Place;
            context.Traversal.Place = context.Traversal.Done;
            submodel.Measure(ref context);
            context.Traversal.Place = holder;
        }
    }

    /// <summary>Shows each model that has not been shown on this traversal.</summary>
    /// <param name="table">The table whose visitor is shown them.</param>
    /// <param name="context">The context of the traversal.</param>
    /// <param name="key">The name of the field in checkpoints; null if it is that of the field.</param>
    public void Visit<TVisitor>(ref ParameterTable<TVisitor> table, ref StepContext context, string? key = null)
        where TVisitor : struct, IModelVisitor, allows ref struct
    {
        ModelPath path = table.Visitor.Path;
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T submodel = ref Get(i);
            if (!submodel!.StepState.TryVisit(ref context))
                continue;
            int holder = context.Traversal.Place;
            context.Traversal.Place = context.Traversal.Done;
            table.Visitor.Path = path.Append(Name(i), key is null || _isOne ? key : ModelPath.Indexed(key, i));
            submodel.Visit(ref table, ref context);
            table.Visitor.Path = path;
            context.Traversal.Place = holder;
        }
    }

    /// <summary>Sets the gradients of each model to 0.</summary>
    public void ZeroGradients()
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (!IsMissing(i))
                Get(i)!.ZeroGradients();
        }
    }

    /// <summary>Moves the parameters of each model to where it is to be evaluated.</summary>
    public void Evaluate()
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (!IsMissing(i))
                Get(i)!.Evaluate();
        }
    }

    /// <summary>Moves the parameters of each model back to where gradients are taken.</summary>
    public void Train()
    {
        for (int i = 0; i < _submodels.Length; i++)
        {
            if (!IsMissing(i))
                Get(i)!.Train();
        }
    }

    /// <summary>Returns the name of one of the models in messages.</summary>
    internal string GetName(int i) => $"{_model}.{Name(i)}";

    // Gradients are guarded for the whole model, so a guard of a submodel needs one of the whole model, and the other way round.
    private void Agree(GradientGuard? submodel, GradientGuard? whole, int i)
    {
        if (whole is not null && submodel is null)
            throw new InvalidOperationException(
                $"The gradients of {_model} are guarded as a whole, but those of {GetName(i)} cannot be. Mark its class [GuardGradients].");
        if (whole is null && submodel is { IsActive: true })
            throw new InvalidOperationException(
                $"The gradients of {GetName(i)} are guarded, but those of {_model}, which holds it, are not. Move what its "
                    + $"[GuardGradients] says to {_model}.");
    }

    // A structure is changed where it is, and never boxed.
    private ref T Get(int i) => ref Unsafe.AsRef(in _submodels[i]);

    private bool IsMissing(int i) => !typeof(T).IsValueType && _submodels[i] is null;

    private string Name(int i) => _isOne ? _field : FormattableString.Invariant($"{_field}[{i}]");
}
