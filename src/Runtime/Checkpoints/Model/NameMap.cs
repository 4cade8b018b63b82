using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt;

/// <summary>Maps names of a model to names of a file.</summary>
internal sealed class NameMap(IReadOnlyDictionary<string, string>? names)
{
    private readonly HashSet<string> _used = [];

    /// <summary>
    /// Returns the name in the file: the longest beginning that is a whole name is replaced. The empty name is that of the whole model.
    /// </summary>
    public string Find(string name)
    {
        if (names is null || names.Count == 0)
            return name;
        for (int end = name.Length; end > 0; end = name.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            if (!names.TryGetValue(name[..end], out string? mapped))
                continue;
            _used.Add(name[..end]);
            return mapped + name[end..];
        }

        if (!names.TryGetValue("", out string? root))
            return name;
        _used.Add("");
        return $"{root}.{name}";
    }

    /// <summary>Returns the path to a model in the file: empty, or with a dot at its end.</summary>
    public string FindPath(string path) => path.Length == 0 ? path : Find(path[..^1]) + ".";

    /// <summary>Demands that the model has each name of the map.</summary>
    /// <exception cref="ArgumentException">The model lacks one.</exception>
    public void Check()
    {
        if (names?.Keys.FirstOrDefault(n => !_used.Contains(n)) is { } unused)
            throw new ArgumentException($"The map of names has '{unused}', and the model has no such name.", nameof(names));
    }
}
