using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt;

/// <summary>Reads values from the metadata of a file.</summary>
internal sealed class MetadataReader(IReadOnlyDictionary<string, string> metadata)
{
    /// <summary>Returns the text under a name; null if there is none.</summary>
    public string? Find(string name) => metadata.GetValueOrDefault(name);

    /// <summary>Returns a whole number.</summary>
    /// <exception cref="CheckpointException">There is no such name, or its text is no such number.</exception>
    public long GetLong(string name) => FindLong(name) ?? throw new CheckpointException(
        $"It has no {name} in its metadata, which training cannot be resumed without. Load the parameters alone "
            + "(CheckpointContents.Parameters), or add the number to the metadata of the file.");

    /// <summary>Returns a whole number; null if there is none.</summary>
    /// <exception cref="CheckpointException">The text is no such number.</exception>
    public long? FindLong(string name) =>
        Find(name) is not { } text ? null : ParseLong(text) ?? throw Invalid(name, "a whole number");

    /// <inheritdoc cref="FindLong"/>
    public int? FindInt(string name) => FindLong(name) is not { } number ? null
        : number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw Invalid(name, "a whole number of 32 bits");

    /// <summary>Returns whole numbers with spaces between them; null if there are none.</summary>
    /// <exception cref="CheckpointException">The text is no such list.</exception>
    public IReadOnlyList<long>? FindLongs(string name) => Find(name) is not { } text ? null
        : [.. text.Split(' ').Select(t => ParseLong(t) ?? throw Invalid(name, "a list of whole numbers"))];

    /// <summary>Returns a number; null if there is none.</summary>
    /// <exception cref="CheckpointException">The text is no number.</exception>
    public double? FindDouble(string name) => Find(name) is not { } text ? null
        : ParseDouble(text) ?? throw Invalid(name, "a number");

    /// <summary>Returns numbers with spaces between them; null if there are none.</summary>
    /// <exception cref="CheckpointException">The text is no such list.</exception>
    public IReadOnlyList<double>? FindDoubles(string name) => Find(name) is not { } text ? null
        : [.. text.Split(' ').Select(t => ParseDouble(t) ?? throw Invalid(name, "a list of numbers"))];

    /// <summary>Returns a truth value; null if there is none.</summary>
    /// <exception cref="CheckpointException">The text is none.</exception>
    public bool? FindBool(string name) => Find(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Invalid(name, "'true' or 'false'"),
    };

    /// <summary>Makes the exception for a text that is none of its kind.</summary>
    public CheckpointException Invalid(string name, string expected) =>
        new($"Its metadata have {name} = {HeaderText.Quote(Find(name) ?? "")}, which is not {expected}.");

    private static double? ParseDouble(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static long? ParseLong(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;
}
