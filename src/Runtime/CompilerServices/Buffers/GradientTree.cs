using System;
using System.Collections.Generic;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Gradients that are being made for a model and those within it: a model that is held twice has them once, as it is stepped once.
/// </summary>
/// <param name="root">The model as a whole.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GradientTree(IOptimizable root)
{
    // Null where they are still being made.
    private Dictionary<IOptimizable, object?>? _made;

    /// <summary>Returns the gradients of a submodel.</summary>
    /// <exception cref="InvalidOperationException">The model holds itself.</exception>
    internal object? Find(string name, IOptimizable submodel)
    {
        _made ??= new(ReferenceEqualityComparer.Instance) { [root] = null };
        if (!_made.TryGetValue(submodel, out object? gradients))
        {
            _made.Add(submodel, null);
            _made[submodel] = gradients = submodel.GetGradients(this);
        }

        return gradients
            ?? throw new InvalidOperationException(
                $"{name} is a model that it is itself a part of: a cycle. Mark the field that leads back [Frozen].");
    }
}
