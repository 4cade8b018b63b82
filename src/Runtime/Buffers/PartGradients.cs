using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;

namespace FusedOpt;

/// <summary>The gradients of the models in an array or list, each under the index of its model.</summary>
/// <typeparam name="TGradients">The gradients of one.</typeparam>
public readonly struct PartGradients<TGradients> : IReadOnlyList<TGradients>
    where TGradients : class?
{
    private readonly IReadOnlyList<IOptimizable?>? _models;
    private readonly TGradients[]? _made;

    /// <summary>For generated code.</summary>
    /// <param name="models">The models, for gradients that they hold themselves; null for others.</param>
    /// <param name="made">The others.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public PartGradients(IReadOnlyList<IOptimizable?>? models, TGradients[]? made) => (_models, _made) = (models, made);

    /// <summary>How many models there are; of gradients that were made apart, how many there were.</summary>
    public int Count => _models?.Count ?? _made?.Length ?? 0;

    /// <summary>Those of one model; null where there is none.</summary>
    public TGradients this[int index] => _models is null ? _made![index] : (TGradients)_models[index]?.GradientsIn(null)!;

    /// <inheritdoc/>
    public IEnumerator<TGradients> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
