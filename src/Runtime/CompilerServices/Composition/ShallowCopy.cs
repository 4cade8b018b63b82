using System;

namespace FusedOpt.CompilerServices;

/// <summary>Recognises a model that MemberwiseClone has made: it holds the gradients and state of another model.</summary>
internal static class ShallowCopy
{
    /// <summary>Returns the model, as the owner of its gradients and state.</summary>
    /// <param name="owner">The model that has been noted as the owner; null if none has.</param>
    /// <param name="model">The model at hand.</param>
    /// <exception cref="InvalidOperationException">Another model is the owner.</exception>
    public static object Checked(object? owner, object model) => owner is null || ReferenceEquals(owner, model)
        ? model
        : throw new InvalidOperationException(
            $"This {model.GetType().Name} is a shallow copy of another one, made by MemberwiseClone, and shares its gradients and state. " +
            "Construct a new model instead, and copy the parameters: original.CopyParametersTo(copy).");
}
