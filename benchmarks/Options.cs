using Samples.Shared;

namespace FusedOpt.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Filter">Part of the names of the cases that are wanted.</param>
/// <param name="Json">The file for the table as data.</param>
internal sealed record Options(Mode Mode, string? Filter, string? Json)
{
    /// <summary>What --help prints.</summary>
    public static string Help { get; } = """
        Times FusedOpt's generated steps against other ways of taking them. Run it in Release.

        Usage: Benchmarks [options]

          --quick        a table of ratios, in a minute (default)
          --full         all cases and sizes, with more rounds
          --first        the first steps of a fresh process
          --fine         single questions, with BenchmarkDotNet
          --filter TEXT  only the cases with this in their name
          --json FILE    writes the table as data, too
          --help         this text

        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not one of those in <see cref="Help"/>.</exception>
    public static Options Parse(Samples.Shared.CommandLine line)
    {
        var options = new Options(Mode.Quick, Filter: null, Json: null);
        while (line.Next())
        {
            options = line.Option switch
            {
                "--quick" => options with { Mode = Mode.Quick },
                "--full" => options with { Mode = Mode.Full },
                "--first" => options with { Mode = Mode.First },
                "--fine" => options with { Mode = Mode.Fine },
                "--filter" => options with { Filter = line.Value() },
                "--json" => options with { Json = line.Value() },
                _ => throw line.Unknown(),
            };
        }

        return options;
    }
}

/// <summary>What the program does.</summary>
internal enum Mode
{
    /// <summary>The table, of some cases.</summary>
    Quick,

    /// <summary>The table, of all cases.</summary>
    Full,

    /// <summary>The first steps of a process.</summary>
    First,

    /// <summary>BenchmarkDotNet.</summary>
    Fine,
}
