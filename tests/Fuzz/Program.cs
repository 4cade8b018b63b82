using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Fuzz.Tests.Mutating;
using FusedOpt.Fuzz.Tests.Running;

namespace FusedOpt.Fuzz.Tests;

/// <summary>Random rules and changed files, as many as one likes, from the command line.</summary>
internal static class Program
{
    private const string Usage = "dotnet run -c Release --project tests/Fuzz -- rules|files [--seed N] [--count N] [--widths] | show N";

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Narrower.Verb, var path]:
                return Narrower.Print(path);
            case ["show", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out int seed):
                Console.WriteLine(Case.Of(seed).Source);
                return 0;
            case ["rules" or "files", .. var rest] when Option(rest, "--seed", 1) is { } first
                && Option(rest, "--count", 1000) is { } count:
                return arguments[0] == "rules" ? await Rules(first, count, rest.Contains("--widths")) : Changed(first, count);
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static async Task<int> Rules(int first, int count, bool inAllWidths)
    {
        int failed = 0;
        var kinds = new HashSet<string>(); // the first of each is made small
        long compared = 0;
        foreach (int[] seeds in Enumerable.Range(first, count).Chunk(60))
        {
            RuleRun run = await RuleRun.Of([.. seeds.Select(Case.Of)], inAllWidths);
            compared += run.Compared;
            failed += run.Failures.Count;
            foreach ((Case each, string problem) in run.Failures)
                Console.WriteLine(
                    kinds.Add(Failure.Kind(problem))
                        ? Failure.Of(each, problem)
                        : FormattableString.Invariant($"FAILED: seed {each.Seed}: {problem.Split('\n')[0]}"));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seeds[0]} to {seeds[^1]}: {run.Cases} cases stepped, {run.Ill.Count} no "
                        + $"C#{(run.Ill.Count > 0 ? $" ({run.Ill[0]})" : "")}, {run.Failures.Count} failed; {compared} values "
                        + $"compared so far"));
        }

        return failed == 0 ? 0 : 1;
    }

    private static int Changed(int first, int count)
    {
        int failed = 0;
        var kinds = new HashSet<string>(); // the first of each is made small
        foreach (int[] seeds in Enumerable.Range(first, count).Chunk(200))
        {
            var run = MutationRun.Of(seeds.Select(s => MutatedFile.Of(s, Files.All)));
            failed += run.Failures.Count;
            foreach ((MutatedFile file, string problem) in run.Failures)
                Console.WriteLine(
                    kinds.Add(Failure.Kind(problem))
                        ? Failure.Of(file, problem)
                        : FormattableString.Invariant($"FAILED: seed {file.Seed}: {problem.Split('\n')[0]}"));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seeds[0]} to {seeds[^1]}: {run.Sound} files of {run.Files} are C#, {run.Refused} refused, {run.Failures.Count} "
                        + $"failed"));
        }

        return failed == 0 ? 0 : 1;
    }

    private static int? Option(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 ? otherwise
            : at + 1 < arguments.Length && int.TryParse(arguments[at + 1], CultureInfo.InvariantCulture, out int value) ? value
            : null;
    }
}
