using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Samples.Shared;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>The options of the command line.</summary>
/// <param name="Classes">The number of classes in the project.</param>
/// <param name="Fields">The number of parameters in each class.</param>
/// <param name="Rounds">The number of times that each warm figure is measured.</param>
/// <param name="Scales">True to measure projects of growing size instead.</param>
/// <param name="Sizes">The sizes of the growing projects, ascending.</param>
/// <param name="Only">A part of the names of the growing projects to measure; empty for all.</param>
internal sealed record Options(int Classes, int Fields, int Rounds, bool Scales, IReadOnlyList<int> Sizes, string Only)
{
    private static readonly Option<int> ClassesOption =
        CheckedOption.Count("--classes", "optimized classes", most: 100_000, preset: 1000);

    private static readonly Option<int> FieldsOption = CheckedOption.Count("--fields", "parameters of each", most: 1_000, preset: 20);

    private static readonly Option<int> RoundsOption =
        CheckedOption.Count("--rounds", "of which warm figures are the median", most: 1_000, preset: 5);

    private static readonly Option<bool> ScalingOption = CheckedOption.Flag(
        "--scaling",
        "projects that grow in one direction instead: what one field, class, statement, ... costs, and with which power of their number");

    private static readonly Option<int[]> SizeOption = CheckedOption.Counts(
        "--size", "the size of these, which can be given more than once", most: 10_000, preset: [100, 500, 2500, 5000]);

    private static readonly Option<string> OnlyOption =
        CheckedOption.Text("--only", "those of these alone whose name contains the text", "TEXT");

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } =
        new("Times FusedOpt's generator and analyzer over a large project. Run it in Release.")
        {
            ClassesOption,
            FieldsOption,
            RoundsOption,
            ScalingOption,
            SizeOption,
            OnlyOption,
        };

    /// <summary>Reads the values from a command line.</summary>
    public static Options Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(ClassesOption),
        parsed.GetRequiredValue(FieldsOption),
        parsed.GetRequiredValue(RoundsOption),
        parsed.GetValue(ScalingOption),
        [.. parsed.GetRequiredValue(SizeOption).Distinct().Order()],
        parsed.GetValue(OnlyOption) ?? "");
}
