using System;
using System.Collections.Generic;
using static System.Globalization.CultureInfo;
using static System.Globalization.NumberStyles;

namespace Samples.Shared;

/// <summary>Takes a command line apart, option by option. What is wrong with one is a <see cref="UsageException"/>.</summary>
internal sealed class CommandLine(IEnumerable<string> words)
{
    private readonly Queue<string> _rest = new(words);

    /// <summary>The option that was read last.</summary>
    public string Option { get; private set; } = "";

    /// <summary>Reads the next option, if there is one.</summary>
    public bool Next()
    {
        bool there = _rest.TryDequeue(out string? option);
        Option = option ?? "";
        return there;
    }

    /// <summary>The option's value.</summary>
    public string Value() => _rest.TryDequeue(out string? value) && value != "" && !value.StartsWith("--", StringComparison.Ordinal)
        ? value
        : throw new UsageException($"{Option} needs a value");

    /// <summary>The option's value, as a number from 1 on.</summary>
    public int Count(int most)
    {
        string text = Value();
        return int.TryParse(text, None, InvariantCulture, out int count) && count >= 1 && count <= most
            ? count
            : throw new UsageException($"{Option} takes a whole number from 1 to {most}, not '{text}'");
    }

    /// <summary>The option's value, as a seed.</summary>
    public ulong Seed()
    {
        string text = Value();
        return ulong.TryParse(text, None, InvariantCulture, out ulong seed)
            ? seed
            : throw new UsageException($"{Option} takes a whole number, 0 or more, not '{text}'");
    }

    /// <summary>Makes the exception for an unknown option.</summary>
    public UsageException Unknown() => new($"unknown option '{Option}'; --help lists those there are");
}
