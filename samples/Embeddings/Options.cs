using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>The options of the command line.</summary>
/// <param name="Epochs">The number of times that the text is read.</param>
/// <param name="Seed">The seed of all randomness.</param>
internal sealed record Options(int Epochs, ulong Seed)
{
    private const int MaxEpochs = 1000;

    /// <summary>The text that --help prints.</summary>
    public static string Help { get; } = $"""
        Learns vectors for the words of this project's documentation, and shows which words are close to each other.

        Usage: Embeddings [options]

          --epochs N     how often the text is read, 1 to {MaxEpochs} (default: 8)
          --seed N       of the first vectors, the order of words and the words drawn against them (default: 42)
          --help         this text

        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not one of those in <see cref="Help"/>.</exception>
    public static Options Parse(CommandLine line)
    {
        var options = new Options(Epochs: 8, Seed: 42);
        while (line.Next())
        {
            options = line.Option switch
            {
                "--epochs" => options with { Epochs = line.Count(MaxEpochs) },
                "--seed" => options with { Seed = line.Seed() },
                _ => throw line.Unknown(),
            };
        }

        return options;
    }
}
