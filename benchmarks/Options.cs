using Samples.Shared;

namespace FusedOpt.Benchmarks;

/// <summary>The options of the command line.</summary>
/// <param name="Mode">The mode of the program.</param>
/// <param name="Filter">A part of the names of the cases to run; null for all.</param>
/// <param name="Json">The file for the table as data; null for none.</param>
/// <param name="Length">The number of parameters with which the first steps are taken.</param>
internal sealed record Options(Mode Mode, string? Filter, string? Json, int Length)
{
    private const int MaxLength = 1 << 30;

    /// <summary>The text that --help prints.</summary>
    public static string Help { get; } = """
        Times FusedOpt's generated steps against other ways of taking them. Run it in Release.

        Usage: Benchmarks [options]

          --quick        a table of ratios, in a minute (default)
          --full         all cases and sizes, with more rounds
          --around       a table of what is around a rule: clipping, averages, ...; needs 2 GB
          --first        the first steps of a fresh process
          --rows         steps that touch few rows of a table, up to 10 million rows; needs 2 GB
          --fine         single questions, with BenchmarkDotNet
          --filter TEXT  only the cases with this in their name
          --json FILE    writes the table as data, too
          --help         this text

        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not one of those in <see cref="Help"/>.</exception>
    public static Options Parse(Samples.Shared.CommandLine line)
    {
        var options = new Options(Mode.Quick, Filter: null, Json: null, Length: 0);
        while (line.Next())
        {
            options = line.Option switch
            {
                "--quick" => options with { Mode = Mode.Quick },
                "--full" => options with { Mode = Mode.Full },
                "--around" => options with { Mode = Mode.Around },
                "--first" => options with { Mode = Mode.First },
                // Starts a process of --first, which is no concern of users.
                "--first-child" => options with { Mode = Mode.FirstChild, Length = line.Count(MaxLength) },
                "--rows" => options with { Mode = Mode.Rows },
                "--fine" => options with { Mode = Mode.Fine },
                "--filter" => options with { Filter = line.Value() },
                "--json" => options with { Json = line.Value() },
                _ => throw line.Unknown(),
            };
        }

        if (options.Json is not null && options.Mode is not (Mode.Quick or Mode.Full or Mode.Around))
            throw new UsageException("--json goes with --quick, --full and --around");
        if (options.Filter is not null && options.Mode is (Mode.First or Mode.Rows))
            throw new UsageException("--filter goes with --quick, --full, --around and --fine");
        return options;
    }
}
