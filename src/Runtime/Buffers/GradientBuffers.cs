using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>The gradients that one step adds up, for generated code: kept by a model so that a step allocates nothing, and empty between steps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GradientBuffers
{
    private object[] _buffers = new object[4];
    private int _count;

    /// <summary>Those of the step, in the order in which they are added.</summary>
    internal ReadOnlySpan<object> All => _buffers.AsSpan(0, _count);

    /// <summary>Has a step take the sum of gradients.</summary>
    /// <param name="model">What messages call the model.</param>
    /// <param name="buffers">Where they are kept during the step.</param>
    /// <param name="gradients">The gradients, at least one.</param>
    /// <param name="walk">The walk that takes the step.</param>
    /// <exception cref="ArgumentException">There is none, or one is null. Nothing has changed.</exception>
    public static void Enter<TGradients>(string model, ref GradientBuffers? buffers, ReadOnlySpan<TGradients> gradients, ref Walk walk)
        where TGradients : class
    {
        if (gradients.IsEmpty)
            throw new ArgumentException($"A step of {model} was given no gradients to add up. Pass at least one, or call Step() for those of the model.", nameof(gradients));
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is null)
                throw new ArgumentException($"gradients[{i}] of a step of {model} is null. Make gradients with new ParameterGradients(model).", nameof(gradients));
        }

        (walk.Buffers = buffers ??= new()).Fill(gradients);
    }

    /// <summary>The gradients as the class that takes a part in the step has them.</summary>
    /// <exception cref="ArgumentException">They are those of a class that it derives from. Nothing has changed.</exception>
    public static TGradients Of<TGradients>(string model, object gradients)
        where TGradients : class =>
        gradients as TGradients
        ?? throw new ArgumentException($"Gradients for a step of {model} were made for a class that it derives from, and have none for its own parameters. Make them with new {model}.ParameterGradients(model).", nameof(gradients));

    /// <summary>What the step takes the sum of: the model's own gradients where it was given no others.</summary>
    /// <param name="walk">The walk that takes the step.</param>
    /// <param name="own">A local that holds the model's own, and is not changed while the result is in use.</param>
    public static ReadOnlySpan<object> Of<TGradients>(in Walk walk, ref TGradients own)
        where TGradients : class =>
        walk.Buffers is { } buffers ? buffers.All : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TGradients, object>(ref own), 1);

    /// <summary>Lets go of them, after the step.</summary>
    public void Clear()
    {
        Array.Clear(_buffers, 0, _count);
        _count = 0;
    }

    private void Fill<TGradients>(ReadOnlySpan<TGradients> gradients)
        where TGradients : class
    {
        if (_buffers.Length < gradients.Length)
            _buffers = new object[gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
            _buffers[i] = gradients[i];
        _count = gradients.Length;
    }
}
