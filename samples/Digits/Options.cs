using System.CommandLine;
using Samples.Shared;

namespace DigitsSample;

/// <summary>The options of the command line.</summary>
/// <param name="Epochs">The number of times that the network sees all training digits.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Report">The file for curves and mistakes.</param>
/// <param name="Checkpoints">The directory for checkpoints; null for none.</param>
/// <param name="Resumes">True if training continues from the newest checkpoint, if there is one.</param>
internal sealed record Options(int Epochs, ulong Seed, string Report, string? Checkpoints, bool Resumes)
{
    private static readonly Option<int> EpochsOption =
        CheckedOption.Count("--epochs", "passes over the training digits", most: 10_000, preset: 100);

    private static readonly Option<ulong> SeedOption =
        CheckedOption.Seed("of the split, the initial weights, the order of digits and their shifts", preset: 42);

    private static readonly Option<string> ReportOption =
        CheckedOption.Text("--report", "where to write curves and mistakes, as a page", "FILE", preset: "digits-report.html");

    private static readonly Option<string> CheckpointsOption =
        CheckedOption.Text("--checkpoints", "a directory for checkpoints: one is saved after every epoch", "DIR");

    private static readonly Option<bool> ResumeOption =
        CheckedOption.Flag("--resume", "continue from the newest checkpoint, with the same seed and epochs");

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } = new("Teaches a small network to read handwritten digits, and shows where it errs.")
    {
        EpochsOption,
        SeedOption,
        ReportOption,
        CheckpointsOption,
        ResumeOption,
    };

    /// <summary>Reads the values from a command line.</summary>
    /// <exception cref="UsageException">There is nothing to resume from.</exception>
    public static Options Read(ParseResult parsed)
    {
        var options = new Options(
            parsed.GetRequiredValue(EpochsOption),
            parsed.GetRequiredValue(SeedOption),
            parsed.GetRequiredValue(ReportOption),
            parsed.GetValue(CheckpointsOption),
            parsed.GetValue(ResumeOption));
        return options.Resumes && options.Checkpoints is null ? throw new UsageException("--resume needs --checkpoints") : options;
    }
}
