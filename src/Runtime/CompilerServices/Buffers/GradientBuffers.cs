using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The gradients that one step adds up, of the whole model and of each within, for generated code: kept by a model so that a step allocates
/// nothing, and empty between steps.
/// </summary>
/// <remarks>
/// A traversal that prepares the step notes those of each model that it meets under its place: 0 for the whole model, n for the nth that is
/// met within.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GradientBuffers
{
    private readonly Dictionary<object, int> _places = new(ReferenceEqualityComparer.Instance);
    private object[] _buffers = new object[4];
    private int _count;
    private int _end;

    /// <summary>Makes a step use the sum of several gradients.</summary>
    /// <param name="model">The name of the model in messages.</param>
    /// <param name="buffers">The field that keeps the gradients during the step.</param>
    /// <param name="gradients">The gradients, at least one.</param>
    /// <param name="context">The context of the traversal that takes the step.</param>
    /// <exception cref="ArgumentException">There are no gradients, or one of them is null. Nothing has changed.</exception>
    public static void Enter<TGradients>(
        string model, ref GradientBuffers? buffers, ReadOnlySpan<TGradients> gradients, ref StepContext context)
        where TGradients : class
    {
        if (gradients.IsEmpty)
            throw new ArgumentException(
                $"A step of {model} was given no gradients to add up. Pass at least one, or call Step() for those of the model.",
                nameof(gradients));
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is null)
                throw new ArgumentException(
                    $"gradients[{i}] of a step of {model} is null. Make gradients with new ParameterGradients(model).", nameof(gradients));
        }

        (context.Buffers = buffers ??= new()).Fill(gradients);
    }

    /// <summary>The gradients as the class that takes a part in the step has them.</summary>
    /// <exception cref="ArgumentException">The gradients were made for another class. Nothing has changed.</exception>
    public static TGradients Cast<TGradients>(string model, object gradients)
        where TGradients : class =>
        gradients as TGradients
        ?? throw new ArgumentException(
            $"Gradients for a step of {model} were made for another class, and have none for its own parameters. Make them with new "
                + $"{model}.ParameterGradients(model).",
            nameof(gradients));

    /// <summary>
    /// Returns the gradients that the step adds up for the model at hand: the model's own gradients if the step was given no others.
    /// </summary>
    /// <param name="context">The context of the traversal that takes the step.</param>
    /// <param name="own">A local that holds the model's own gradients, and is not changed while the result is in use.</param>
    public static ReadOnlySpan<object> Select<TGradients>(in StepContext context, ref TGradients own)
        where TGradients : class =>
        context.Buffers is { } buffers
            ? buffers.Find(context.Place)
            : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TGradients, object>(ref own), 1);

    /// <summary>Returns the gradients that a visitor is shown: the model's own, or some that the step adds up.</summary>
    /// <param name="context">The context of the traversal that shows the model.</param>
    /// <param name="own">The model's own gradients.</param>
    public static TGradients Shown<TGradients>(in StepContext context, TGradients own)
        where TGradients : class =>
        context.Shown > 0 && context.Buffers is { } buffers ? (TGradients)buffers.Find(context.Place)[context.Shown - 1] : own;

    /// <summary>The number of gradients that the step adds up.</summary>
    internal int Count => _count;

    /// <summary>Returns the gradients of the model with a place, in the order in which they are added.</summary>
    internal ReadOnlySpan<object> Find(int place) => _buffers.AsSpan(place * _count, _count);

    /// <summary>Notes the gradients of a model that has been met within another.</summary>
    /// <param name="submodels">The models in a field of the other model.</param>
    /// <param name="index">The index of the model among those.</param>
    /// <param name="holder">The place of the other model.</param>
    /// <param name="place">The place of the model.</param>
    /// <param name="first">
    /// The place at which the model was met first: one model has the same gradients at each place, and two models have different ones.
    /// </param>
    /// <param name="of">Finds the gradients of the model in those of the other.</param>
    /// <exception cref="InvalidOperationException">
    /// The model has no gradients, or they belong to another model. Nothing has changed.
    /// </exception>
    internal void Add<T>(Submodels<T> submodels, int index, int holder, int place, int first, SubmodelOf of)
        where T : IOptimizable?
    {
        _end = (place + 1) * _count;
        if (_buffers.Length < _end)
            Array.Resize(ref _buffers, 2 * _end);
        for (int i = 0; i < _count; i++)
        {
            object its = of(_buffers[holder * _count + i], index)
                ?? throw new InvalidOperationException(
                    $"gradients[{i}] of a step have none for {submodels.GetName(index)}, which was null when they were made. Make them "
                        + "anew with new ParameterGradients(model).");
            if (place == first ? !_places.TryAdd(its, place) && _places[its] != place : its != _buffers[first * _count + i])
                throw new InvalidOperationException(
                    $"gradients[{i}] of a step do not fit {submodels.GetName(index)}: what is one model now was two when they were made, "
                        + "or the other way round. Make them anew with new ParameterGradients(model).");
            _buffers[place * _count + i] = its;
        }
    }

    /// <summary>Drops the references to the gradients, after the step.</summary>
    public void Clear()
    {
        Array.Clear(_buffers, 0, _end);
        _places.Clear();
        (_count, _end) = (0, 0);
    }

    private void Fill<TGradients>(ReadOnlySpan<TGradients> gradients)
        where TGradients : class
    {
        if (_buffers.Length < gradients.Length)
            _buffers = new object[gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
            _buffers[i] = gradients[i];
        _count = _end = gradients.Length;
    }
}
