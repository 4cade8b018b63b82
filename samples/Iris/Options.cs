using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Samples.Shared;

namespace IrisSample;

/// <summary>The options of the command line.</summary>
/// <param name="Contenders">The contenders to train.</param>
/// <param name="Epochs">The number of times that each sees all training rows.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Report">The file for the curves.</param>
internal sealed record Options(ImmutableArray<Contender> Contenders, int Epochs, ulong Seed, string Report)
{
    private static readonly Option<Contender[]> OptimizerOption = new("--optimizer")
    {
        Description = $"whom to train: {Names}; may be repeated (default: all)",
        HelpName = "NAME[,NAME...]",
        CustomParser = ReadContenders,
    };

    private static readonly Option<int> EpochsOption =
        CheckedOption.Count("--epochs", "passes over the training rows", most: 10_000, preset: 100);

    private static readonly Option<ulong> SeedOption =
        CheckedOption.Seed("of the split, the initial weights and the order of rows", preset: 1936);

    private static readonly Option<string> ReportOption =
        CheckedOption.Text("--report", "where to write the curves, as a page", "FILE", preset: "iris-report.html");

    /// <summary>The command with these options.</summary>
    public static RootCommand Command { get; } =
        new("Trains a small network on the Iris data, once with each optimizer, and compares them.")
        {
            OptimizerOption,
            EpochsOption,
            SeedOption,
            ReportOption,
        };

    private static string Names => string.Join(", ", Contender.All.Select(c => c.Name));

    /// <summary>Reads the values from a command line.</summary>
    public static Options Read(ParseResult parsed) => new(
        // Trains in the order of the list, however the contenders were named.
        [.. parsed.GetValue(OptimizerOption) is { Length: > 0 } chosen ? Contender.All.Where(chosen.Contains) : Contender.All],
        parsed.GetRequiredValue(EpochsOption),
        parsed.GetRequiredValue(SeedOption),
        parsed.GetRequiredValue(ReportOption));

    private static Contender[] ReadContenders(ArgumentResult value)
    {
        List<Contender> chosen = [];
        foreach (string name in value.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Contender.All.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } contender)
                chosen.Add(contender);
            else
                value.AddError($"unknown optimizer '{name}'; there are {Names}");
        }

        return [.. chosen];
    }
}
