using System.CommandLine;
using Samples.Shared;

namespace LanguageSample;

/// <summary>The options of the command line.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Blocks">The number of blocks.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Report">The file for the curves and texts.</param>
/// <param name="Checkpoints">The directory for checkpoints; null for none.</param>
/// <param name="Resumes">True if training continues from the newest checkpoint, if there is one.</param>
internal sealed record Options(int Steps, int Blocks, ulong Seed, string Report, string? Checkpoints, bool Resumes)
{
    private static readonly Option<int> StepsOption = CheckedOption.Count("--steps", "steps of training", most: 1_000_000, preset: 1200);

    private static readonly Option<int> BlocksOption = CheckedOption.Count("--blocks", "blocks of the model", most: 100, preset: 3);

    private static readonly Option<ulong> SeedOption =
        CheckedOption.Seed("of the initial weights, the passages, and what is written", preset: 42);

    private static readonly Option<string> ReportOption =
        CheckedOption.Text("--report", "where to write curves and texts, as a page", "FILE", preset: "language-report.html");

    private static readonly Option<string> CheckpointsOption =
        CheckedOption.Text("--checkpoints", "a directory for checkpoints: one is saved every 50 steps", "DIR");

    private static readonly Option<bool> ResumeOption =
        CheckedOption.Flag("--resume", "continue from the newest checkpoint, with the same seed, blocks and steps");

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } =
        new("Teaches a small transformer to write like this project's documentation, byte by byte.")
        {
            StepsOption,
            BlocksOption,
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
            parsed.GetRequiredValue(StepsOption),
            parsed.GetRequiredValue(BlocksOption),
            parsed.GetRequiredValue(SeedOption),
            parsed.GetRequiredValue(ReportOption),
            parsed.GetValue(CheckpointsOption),
            parsed.GetValue(ResumeOption));
        return options.Resumes && options.Checkpoints is null ? throw new UsageException("--resume needs --checkpoints") : options;
    }
}
