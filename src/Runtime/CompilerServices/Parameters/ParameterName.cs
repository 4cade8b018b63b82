using System;
using System.ComponentModel;
using System.Text;

namespace FusedOpt.CompilerServices;

/// <summary>The name of a parameter in messages: <c>Model.Weights</c>, or <c>Model.Weights[2]</c> within a jagged array.</summary>
/// <remarks>The text is made only if it is needed, since a step must not allocate.</remarks>
/// <param name="field">The class and its field.</param>
/// <param name="indices">The indices of the array within the field, from the outermost.</param>
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
