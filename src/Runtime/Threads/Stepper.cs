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
    public static bool Spread(IOptimizable model, in Walk walk) => Shares.Pay(in walk) && Team.Apply(model, in walk);

    internal static InvalidOperationException Concurrent(string model) =>
        new($"{model} is being stepped already, on another thread or by a model that holds it. Wait for that step to end: the steps of a model follow one another.");
}
