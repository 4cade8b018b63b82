using Samples.Shared;

namespace DigitsSample;

/// <summary>The options of the command line.</summary>
/// <param name="Epochs">The number of times that the network sees all training digits.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Report">The file for curves and mistakes.</param>
internal sealed record Options(int Epochs, ulong Seed, string Report)
{
    private const int MaxEpochs = 10_000;

    /// <summary>The text that --help prints.</summary>
    public static string Help { get; } = $"""
        Teaches a small network to read handwritten digits, and shows where it errs.

        Usage: Digits [options]

          --epochs N     passes over the training digits, 1 to {MaxEpochs} (default: 100)
          --seed N       of the split, the initial weights, the order of digits and their shifts (default: 42)
          --report FILE  where to write curves and mistakes, as a page (default: digits-report.html)
          --help         this text

        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not one of those in <see cref="Help"/>.</exception>
    public static Options Parse(CommandLine line)
    {
        var options = new Options(Epochs: 100, Seed: 42, Report: "digits-report.html");
        while (line.Next())
        {
            options = line.Option switch
            {
                "--epochs" => options with { Epochs = line.Count(MaxEpochs) },
                "--seed" => options with { Seed = line.Seed() },
                "--report" => options with { Report = line.Value() },
                _ => throw line.Unknown(),
            };
        }

        return options;
    }
}
