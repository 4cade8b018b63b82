using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FusedOpt;

/// <summary>Values of the user's own beside a model in a checkpoint: text by name.</summary>
/// <example>
/// <code>
/// model.SaveCheckpoint(path, new() { Metadata = { { "epoch", epoch }, { "plateau", plateau.State } } });
/// int epoch = model.LoadCheckpoint(path).Metadata.Get&lt;int&gt;("epoch");
/// </code>
/// </example>
public sealed class CheckpointMetadata : IEnumerable<KeyValuePair<string, string>>
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The number of values.</summary>
    public int Count => _values.Count;

    /// <summary>The text under a name.</summary>
    /// <exception cref="KeyNotFoundException">Reading: there is no such name; the message lists those there are.</exception>
    /// <exception cref="ArgumentException">Writing: the name begins with <c>fusedopt.</c>, which is FusedOpt's own.</exception>
    /// <exception cref="ArgumentNullException">The name or the text is null.</exception>
    public string this[string name]
    {
        get => TryGet(name, out string? text) ? text : throw new KeyNotFoundException(
            $"There is no value '{name}'; there are {(Count == 0 ? "none" : string.Join(", ", _values.Keys))}.");
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            if (value is null)
                throw new ArgumentNullException(nameof(value), $"The value '{name}' is null. Leave it out instead.");
            if (name.StartsWith(ModelRecord.Prefix, StringComparison.Ordinal))
                throw new ArgumentException(
                    $"The name '{name}' begins with '{ModelRecord.Prefix}', which is FusedOpt's own.", nameof(name));
            _values[name] = value;
        }
    }

    /// <summary>Adds a value; one of the same name is replaced.</summary>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public void Add(string name, string value) => this[name] = value;

    /// <summary>Adds a value as text of the invariant culture, which <see cref="Get{T}"/> reads back as the same value.</summary>
    /// <typeparam name="T">The type of the value: a number, a bool, a time, or a type of your own that reads what it writes.</typeparam>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public void Add<T>(string name, T value)
        where T : IParsable<T> => this[name] = value switch
        {
            null => null!,
            DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">The type with which it was added.</typeparam>
    /// <exception cref="KeyNotFoundException">There is no such name; the message lists those there are.</exception>
    /// <exception cref="FormatException">The text is none of the type.</exception>
    public T Get<T>(string name)
        where T : IParsable<T>
    {
        // As it was written: in local time a time can be two.
        if (typeof(T) == typeof(DateTime)
            && DateTime.TryParse(this[name], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time))
            return (T)(object)time;
        return T.TryParse(this[name], CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new FormatException($"The value '{name}' is '{this[name]}', which is no {typeof(T).Name}.");
    }

    /// <summary>Reads the text under a name. Returns false if there is no such name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? text) => _values.TryGetValue(name, out text);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
