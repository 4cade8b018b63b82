using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Samples.Shared;

namespace FusedOpt.Benchmarks;

/// <summary>The options of the command line.</summary>
/// <param name="Mode">The mode of the program.</param>
/// <param name="Filter">A part of the names of the cases to run; null for all.</param>
/// <param name="Json">The file for the table as data; null for none.</param>
/// <param name="Length">The number of parameters with which the first steps are taken.</param>
internal sealed record Options(Mode Mode, string? Filter, string? Json, int Length)
{
    private static readonly (Mode Mode, Option<bool> Flag)[] Modes =
    [
        (Mode.Quick, CheckedOption.Flag("--quick", "a table of ratios, in a minute (default)")),
        (Mode.Full, CheckedOption.Flag("--full", "all cases and sizes, with more rounds")),
        (Mode.Around, CheckedOption.Flag("--around", "a table of what is around a rule: clipping, averages, ...; needs 2 GB")),
        (Mode.First, CheckedOption.Flag("--first", "the first steps of a fresh process")),
        (Mode.Rows, CheckedOption.Flag("--rows", "steps that touch few rows of a table, up to 10 million rows; needs 2 GB")),
        (Mode.Checkpoints, CheckedOption.Flag("--checkpoints", "saving and loading a gigabyte, beside the disk; needs 4 GB")),
        (Mode.Products, CheckedOption.Flag("--products", "products of matrices, beside OpenBLAS, loops and a ceiling")),
        (Mode.Training, CheckedOption.Flag("--training", "whole steps of training, beside passes written by hand")),
        (Mode.Fine, CheckedOption.Flag("--fine", "single questions, with BenchmarkDotNet")),
    ];

    // Starts a process of --first, which is no concern of users.
    private static readonly Option<int> FirstChildOption =
        CheckedOption.Count("--first-child", "the first steps of this process, with as many parameters", most: 1 << 30, preset: 0);

    private static readonly Option<string> FilterOption =
        CheckedOption.Text("--filter", "only the cases with this in their name", "TEXT");

    private static readonly Option<string> JsonOption = CheckedOption.Text("--json", "writes the table as data, too", "FILE");

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } = CreateCommand();

    /// <summary>Reads the values from a command line.</summary>
    public static Options Read(ParseResult parsed) => new(
        ReadMode(parsed.CommandResult),
        parsed.GetValue(FilterOption),
        parsed.GetValue(JsonOption),
        parsed.GetValue(FirstChildOption));

    private static RootCommand CreateCommand()
    {
        var command = new RootCommand("Times FusedOpt's generated steps against other ways of taking them. Run it in Release.");
        foreach ((_, Option<bool> flag) in Modes)
            command.Add(flag);
        FirstChildOption.Hidden = true;
        command.Add(FirstChildOption);
        command.Add(FilterOption);
        command.Add(JsonOption);
        command.Validators.Add(Check);
        return command;
    }

    private static void Check(CommandResult command)
    {
        if (Modes.Count(one => command.GetValue(one.Flag)) > 1)
            command.AddError($"only one of {string.Join(", ", Modes.Select(one => one.Flag.Name))} can be given");
        Mode mode = ReadMode(command);
        if (command.GetResult(JsonOption) is not null && mode is not (Mode.Quick or Mode.Full or Mode.Around))
            command.AddError("--json goes with --quick, --full and --around");
        if (command.GetResult(FilterOption) is not null && mode is (Mode.First or Mode.Rows or Mode.Checkpoints))
            command.AddError("--filter goes with --quick, --full, --around, --products and --fine");
    }

    // The value may be wrong still, and must not be read here.
    private static Mode ReadMode(CommandResult command) => command.GetResult(FirstChildOption) is { Implicit: false }
        ? Mode.FirstChild
        : Modes.FirstOrDefault(one => command.GetValue(one.Flag), Modes[0]).Mode;
}
