using System.CommandLine;
using Samples.Shared;

namespace DigitsSample;

/// <summary>The options of the command line.</summary>
/// <param name="Epochs">The number of times that the network sees all training digits.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Report">The file for curves and mistakes.</param>
internal sealed record Options(int Epochs, ulong Seed, string Report)
{
    private static readonly Option<int> EpochsOption =
        CheckedOption.Count("--epochs", "passes over the training digits", most: 10_000, preset: 100);

    private static readonly Option<ulong> SeedOption =
        CheckedOption.Seed("of the split, the initial weights, the order of digits and their shifts", preset: 42);

    private static readonly Option<string> ReportOption =
        CheckedOption.Text("--report", "where to write curves and mistakes, as a page", "FILE", preset: "digits-report.html");

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } = new("Teaches a small network to read handwritten digits, and shows where it errs.")
    {
        EpochsOption,
        SeedOption,
        ReportOption,
    };

    /// <summary>Reads the values from a command line.</summary>
    public static Options Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(EpochsOption),
        parsed.GetRequiredValue(SeedOption),
        parsed.GetRequiredValue(ReportOption));
}
