using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;

namespace FusedOpt;

/// <summary>The gradients of the models in an array or list, each under the index of its model.</summary>
/// <typeparam name="TGradients">The gradients of one.</typeparam>
public readonly struct SubmodelGradients<TGradients> : IReadOnlyList<TGradients>
    where TGradients : class?
{
    private readonly IReadOnlyList<IOptimizable?>? _models;
    private readonly TGradients[]? _made;

    /// <summary>Makes the gradients of an array or list of models; for generated code.</summary>
    /// <param name="models">The models, if they hold their gradients themselves; otherwise null.</param>
    /// <param name="made">The gradients, if the models do not hold them; otherwise null.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SubmodelGradients(IReadOnlyList<IOptimizable?>? models, TGradients[]? made) => (_models, _made) = (models, made);

    /// <summary>The number of models; of gradients that were made apart, the number when they were made.</summary>
    public int Count => _models?.Count ?? _made?.Length ?? 0;

    /// <summary>The gradients of one model; null if there is no model at the index.</summary>
    public TGradients this[int index] => _models is null ? _made![index] : (TGradients)_models[index]?.GetGradients(null)!;

    /// <inheritdoc/>
    public IEnumerator<TGradients> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
