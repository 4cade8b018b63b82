using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The name of a parameter in the table of its class.</summary>
/// <param name="name">The name of the field.</param>
/// <param name="key">The name in checkpoints, given by <see cref="NameAttribute"/>; null if it is that of the field.</param>
/// <param name="indices">The indices of an array within a jagged parameter, from the outermost; empty for any other field.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RowName(string name, string? key, ReadOnlySpan<int> indices)
{
    /// <summary>The name of the field.</summary>
    public string Field { get; } = name;

    /// <summary>The indices of an array within a jagged parameter.</summary>
    public ReadOnlySpan<int> Indices { get; } = indices;

    /// <summary>Returns the path of the field: <c>Heads[2]</c>.</summary>
    internal string GetPath() => Indices.IsEmpty ? Field : new ParameterName(Field, Indices).ToString();

    /// <summary>Returns the name in checkpoints: <c>heads.2</c> where an attribute gives the name <c>heads</c>.</summary>
    internal string GetKey()
    {
        if (key is null)
            return GetPath();
        string indexed = key;
        foreach (int index in Indices)
            indexed = ModelPath.Indexed(indexed, index);
        return indexed;
    }
}
