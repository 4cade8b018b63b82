using System.Collections.Generic;
using System.Linq;
using Samples.Shared;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>The options that the command line gives.</summary>
/// <param name="Classes">The number of classes in the project.</param>
/// <param name="Fields">The number of parameters in each class.</param>
/// <param name="Rounds">The number of times that each warm figure is measured.</param>
/// <param name="Scales">True to measure projects of growing size instead.</param>
/// <param name="Sizes">The sizes of the growing projects, ascending.</param>
/// <param name="Only">A part of the names of the growing projects to measure; empty for all.</param>
internal sealed record Options(int Classes, int Fields, int Rounds, bool Scales, IReadOnlyList<int> Sizes, string Only)
{
    private const int MaxClasses = 100_000, MaxFields = 1_000, MaxRounds = 1_000, MaxSize = 10_000;

    private static readonly int[] DefaultSizes = [100, 500, 2500, 5000];

    /// <summary>The text that --help prints.</summary>
    public static string Help { get; } = $"""
        Times FusedOpt's generator and analyzer over a large project. Run it in Release.

        Usage: GeneratorBenchmark [options]

          --classes N  optimized classes, 1 to {MaxClasses} (default: 1000)
          --fields N   parameters of each, 1 to {MaxFields} (default: 20)
          --rounds N   of which warm figures are the median, 1 to {MaxRounds} (default: 5)
          --scaling    projects that grow in one direction instead: what one field, class, statement, ... costs, and
                       with which power of their number
          --size N     of these, 1 to {MaxSize}; can be given more than once (default: {string.Join(", ", DefaultSizes)})
          --only TEXT  those of these alone whose name contains the text
          --help       this text

        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not listed in <see cref="Help"/>.</exception>
    public static Options Parse(CommandLine line)
    {
        var options = new Options(Classes: 1000, Fields: 20, Rounds: 5, Scales: false, Sizes: [], Only: "");
        while (line.Next())
        {
            options = line.Option switch
            {
                "--classes" => options with { Classes = line.Count(MaxClasses) },
                "--fields" => options with { Fields = line.Count(MaxFields) },
                "--rounds" => options with { Rounds = line.Count(MaxRounds) },
                "--scaling" => options with { Scales = true },
                "--size" => options with { Sizes = [.. options.Sizes.Append(line.Count(MaxSize)).Distinct().Order()] },
                "--only" => options with { Only = line.Value() },
                _ => throw line.Unknown(),
            };
        }

        return options.Sizes.Count > 0 ? options : options with { Sizes = DefaultSizes };
    }
}
