using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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
    private const int MaxEpochs = 10_000;

    /// <summary>The text that --help prints.</summary>
    public static string Help { get; } = $"""
        Trains a small network on the Iris data, once with each optimizer, and compares them.

        Usage: Iris [options]

          --optimizer NAME[,NAME...]  whom to train; may be repeated (default: all)
                                      {Names}
          --epochs N                  passes over the training rows, 1 to {MaxEpochs} (default: 100)
          --seed N                    of the split, the initial weights and the order of rows (default: 1936)
          --report FILE               where to write the curves, as a page (default: iris-report.html)
          --help                      this text

        """;

    private static string Names => string.Join(", ", Contender.All.Select(c => c.Name));

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not one of those in <see cref="Help"/>.</exception>
    public static Options Parse(CommandLine line)
    {
        var options = new Options([], Epochs: 100, Seed: 1936, Report: "iris-report.html");
        HashSet<Contender> chosen = [];
        while (line.Next())
        {
            switch (line.Option)
            {
                case "--optimizer":
                    chosen.UnionWith(line.Value().Split(',').Select(Find));
                    break;
                case "--epochs":
                    options = options with { Epochs = line.Count(MaxEpochs) };
                    break;
                case "--seed":
                    options = options with { Seed = line.Seed() };
                    break;
                case "--report":
                    options = options with { Report = line.Value() };
                    break;
                default:
                    throw line.Unknown();
            }
        }

        // Trains in the order of the list, however the contenders were named.
        return options with { Contenders = [.. Contender.All.Where(c => chosen.Count == 0 || chosen.Contains(c))] };
    }

    private static Contender Find(string name) =>
        Contender.All.FirstOrDefault(c => c.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"unknown optimizer '{name.Trim()}'; there are {Names}");
}
