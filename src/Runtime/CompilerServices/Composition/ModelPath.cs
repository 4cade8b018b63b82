using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The path to a model from the model that is visited as a whole: empty for that model, otherwise with a dot at its end.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ModelPath
{
    private ModelPath(string fields, string keys) => (Fields, Keys) = (fields, keys);

    /// <summary>The path by fields: <c>Layers[2].</c></summary>
    public string Fields { get; }

    /// <summary>The path by the names in checkpoints, which <see cref="NameAttribute"/> may give: <c>layers.2.</c></summary>
    public string Keys { get; }

    /// <summary>The path to the model that is visited as a whole.</summary>
    public static ModelPath Root { get; } = new("", "");

    /// <summary>Returns the path to a submodel.</summary>
    /// <param name="field">The field that holds the submodel, with its index: <c>Layers[2]</c>.</param>
    /// <param name="key">The name in checkpoints; null if it is that of the field.</param>
    internal ModelPath Append(string field, string? key)
    {
        string fields = $"{Fields}{field}.";
        return new(fields, key is null && ReferenceEquals(Fields, Keys) ? fields : $"{Keys}{key ?? field}.");
    }

    /// <summary>Returns the name in checkpoints of one of several models or arrays under a name: <c>layers.2</c>.</summary>
    internal static string Indexed(string key, int index) => FormattableString.Invariant($"{key}.{index}");
}
