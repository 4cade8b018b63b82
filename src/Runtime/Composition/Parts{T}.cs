using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt;

/// <summary>The models in a field of another one, and what a walk does with them.</summary>
/// <typeparam name="T">The type of the models; structures are changed where they are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Parts<T>
    where T : IOptimizable?
{
    private readonly string _model;
    private readonly string _field;
    private readonly ReadOnlySpan<T> _parts;
    private readonly bool _isOne;

    internal Parts(string model, string field, ReadOnlySpan<T> parts, bool isOne)
    {
        (_model, _field, _isOne) = (model, field, isOne);
        _parts = parts;
    }

    /// <summary>Demands that every model is there.</summary>
    /// <exception cref="InvalidOperationException">One is null.</exception>
    public Parts<T> Assigned()
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (IsMissing(i))
                throw new InvalidOperationException($"{NameOf(i)} is null. Assign a model to it before the first step, or declare it nullable to leave it out.");
        }

        return this;
    }

    /// <summary>Demands that there are as many as there are gradients of them.</summary>
    /// <exception cref="InvalidOperationException">There are not.</exception>
    public void Fit(int gradients)
    {
        if (_parts.Length != gradients)
            throw new InvalidOperationException($"{_model}.{_field} has {_parts.Length} models, but gradients of a step are for {gradients}. Make them anew with new ParameterGradients(model).");
    }

    /// <summary>Makes gradients for each model.</summary>
    /// <exception cref="InvalidOperationException">A model holds itself.</exception>
    public TGradients[] Gradients<TGradients>(GradientTree tree)
        where TGradients : class?
    {
        var gradients = new TGradients[_parts.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            if (!IsMissing(i))
                gradients[i] = (TGradients)tree.Of(NameOf(i), At(i)!)!;
        }

        return gradients;
    }

    /// <summary>Checks everything within before anything is changed, and hands down what a step needs.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="learningRate">The learning rate; NaN where they keep their own.</param>
    /// <param name="of">Finds their gradients among those of the model that holds them, where its class takes sums.</param>
    /// <exception cref="InvalidOperationException">A check fails, a model holds itself, or it is being stepped on another thread.</exception>
    public void Prepare(ref Walk walk, double learningRate = double.NaN, PartOf? of = null)
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T part = ref At(i);
            ref WalkMark mark = ref part!.Mark;
            if (mark.IsOpen || !typeof(T).IsValueType && ReferenceEquals(part, walk.Root))
                throw new InvalidOperationException($"{NameOf(i)} is a model that it is itself a part of: a cycle. Mark the field that leads back [Frozen].");
            bool isNew = mark.IsNew(ref walk);
            (int holder, int place) = (walk.Place, walk.Prepared);
            if (isNew)
            {
                if (walk.IsStep)
                    Agree(part.Guard, walk.Guard, i);
                if (!mark.Prepares(ref walk))
                    throw Stepper.Concurrent(NameOf(i));
            }

            if (of is not null && walk.Buffers is { } buffers)
                buffers.Add(this, i, holder, place, mark.Place, of);
            if (!isNew)
                continue;
            mark.IsOpen = true;
            walk.Place = place;
            try
            {
                if (walk.IsStep && !double.IsNaN(learningRate))
                    walk.Holder!.HandDown(ref part, learningRate);
                part!.Prepare(ref walk);
            }
            finally
            {
                mark.IsOpen = false;
                walk.Place = holder;
            }
        }
    }

    /// <summary>Steps each model that has not been stepped on this walk.</summary>
    public void Apply(ref Walk walk)
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T part = ref At(i);
            if (!part!.Mark.Does(ref walk))
                continue;
            (long step, int holder, int model) = (walk.Step, walk.Place, walk.Model);
            (walk.Place, walk.Model) = (walk.Done, ++walk.Models);
            part.Apply(ref walk);
            (walk.Step, walk.Place, walk.Model) = (step, holder, model);
        }
    }

    /// <summary>Measures the gradients of each model whose have not been on this walk.</summary>
    public void Measure(ref Walk walk)
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T part = ref At(i);
            if (!part!.Mark.Does(ref walk))
                continue;
            int holder = walk.Place;
            walk.Place = walk.Done;
            part.Measure(ref walk);
            walk.Place = holder;
        }
    }

    /// <summary>Shows each model that has not been shown on this walk.</summary>
    public void Visit<TVisitor>(ref TVisitor visitor, ref Walk walk, string path)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (IsMissing(i))
                continue;
            ref T part = ref At(i);
            if (!part!.Mark.Does(ref walk))
                continue;
            int holder = walk.Place;
            walk.Place = walk.Done;
            part.Visit(ref visitor, ref walk, $"{path}{Name(i)}.");
            walk.Place = holder;
        }
    }

    /// <summary>Sets the gradients of each model to 0.</summary>
    public void ZeroGradients()
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (!IsMissing(i))
                At(i)!.ZeroGradients();
        }
    }

    /// <summary>Moves the parameters of each model to where it is to be evaluated.</summary>
    public void Evaluate()
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (!IsMissing(i))
                At(i)!.Evaluate();
        }
    }

    /// <summary>Moves the parameters of each model back to where gradients are taken.</summary>
    public void Train()
    {
        for (int i = 0; i < _parts.Length; i++)
        {
            if (!IsMissing(i))
                At(i)!.Train();
        }
    }

    /// <summary>What messages call one of the models.</summary>
    internal string NameOf(int i) => $"{_model}.{Name(i)}";

    // What is done to the gradients is done to those of the whole model.
    private void Agree(GradientGuard? part, GradientGuard? whole, int i)
    {
        if (whole is not null && part is null)
            throw new InvalidOperationException($"The gradients of {_model} are guarded as a whole, but those of {NameOf(i)} cannot be. Mark its class [GuardGradients].");
        if (whole is null && part is { IsActive: true })
            throw new InvalidOperationException($"The gradients of {NameOf(i)} are guarded, but those of {_model}, which holds it, are not. Move what its [GuardGradients] says to {_model}.");
    }

    // A structure is changed where it is, and never boxed.
    private ref T At(int i) => ref Unsafe.AsRef(in _parts[i]);

    private bool IsMissing(int i) => !typeof(T).IsValueType && _parts[i] is null;

    private string Name(int i) => _isOne ? _field : FormattableString.Invariant($"{_field}[{i}]");
}
