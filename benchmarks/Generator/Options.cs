using Samples.Shared;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>What the command line asks for.</summary>
/// <param name="Classes">How many classes the project has.</param>
/// <param name="Fields">How many parameters each of them has.</param>
/// <param name="Rounds">How often each warm figure is measured.</param>
internal sealed record Options(int Classes, int Fields, int Rounds)
{
    private const int MaxClasses = 100_000, MaxFields = 1_000, MaxRounds = 1_000;

    /// <summary>What --help prints.</summary>
    public static string Help { get; } = $"""
        Times FusedOpt's generator and analyzer over a large project. Run it in Release.

        Usage: GeneratorBenchmark [options]

          --classes N  optimized classes, 1 to {MaxClasses} (default: 1000)
          --fields N   parameters of each, 1 to {MaxFields} (default: 20)
          --rounds N   of which warm figures are the median, 1 to {MaxRounds} (default: 5)
          --help       this text

        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option or a value is not one of those in <see cref="Help"/>.</exception>
    public static Options Parse(CommandLine line)
    {
        var options = new Options(Classes: 1000, Fields: 20, Rounds: 5);
        while (line.Next())
        {
            options = line.Option switch
            {
                "--classes" => options with { Classes = line.Count(MaxClasses) },
                "--fields" => options with { Fields = line.Count(MaxFields) },
                "--rounds" => options with { Rounds = line.Count(MaxRounds) },
                _ => throw line.Unknown(),
            };
        }

        return options;
    }
}
