using System.CommandLine;
using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>The options of the command line.</summary>
/// <param name="Epochs">The number of times that the text is read.</param>
/// <param name="Seed">The seed of all randomness.</param>
internal sealed record Options(int Epochs, ulong Seed)
{
    private static readonly Option<int> EpochsOption = CheckedOption.Count("--epochs", "how often the text is read", most: 1000, preset: 8);

    private static readonly Option<ulong> SeedOption =
        CheckedOption.Seed("of the first vectors, the order of words and the words drawn against them", preset: 42);

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } =
        new("Learns vectors for the words of this project's documentation, and shows which words are close to each other.")
        {
            EpochsOption,
            SeedOption,
        };

    /// <summary>Reads the values from a command line.</summary>
    public static Options Read(ParseResult parsed) => new(parsed.GetRequiredValue(EpochsOption), parsed.GetRequiredValue(SeedOption));
}
