using System;
using System.ComponentModel;
using System.Text;

namespace FusedOpt.CompilerServices;

/// <summary>What messages call a parameter: <c>Model.Weights</c>, or <c>Model.Weights[2]</c> within a jagged array.</summary>
/// <remarks>The text is made only where it is needed, since a step must not allocate.</remarks>
/// <param name="field">The class and its field.</param>
/// <param name="indices">Which of the arrays within it, from the outermost.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ParameterName(string field, ReadOnlySpan<int> indices)
{
    private readonly string _field = field;
    private readonly ReadOnlySpan<int> _indices = indices;

    /// <summary>The name of a whole field.</summary>
    public static implicit operator ParameterName(string field) => new(field, []);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(_field);
        foreach (int index in _indices)
            text.Append('[').Append(index).Append(']');
        return text.ToString();
    }
}
