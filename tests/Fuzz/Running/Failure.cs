using System;
using System.Globalization;
using System.Text.RegularExpressions;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Fuzz.Tests.Mutating;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>Failures as people read them: what is wrong, how to repeat it, and the smallest source of it that was found.</summary>
internal static partial class Failure
{
    /// <summary>Describes the failure of a random rule, by the smallest case that fails in the same way.</summary>
    public static string Of(Case failing, string problem)
    {
        string kind = Kind(problem);
        Case smallest = Shrinker.Smallest(failing, smaller =>
        {
            RuleRun run = RuleRun.Of([smaller], inAllWidths: kind == "widths").GetAwaiter().GetResult();
            return run.Failures.Count > 0 && Kind(run.Failures[0].Problem) == kind;
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"FAILED: seed {failing.Seed} (dotnet run --project tests/Fuzz -- rules --seed {failing.Seed} --count "
                + $"1)\n{problem}\n{smallest.Source}\n");
    }

    /// <summary>
    /// Describes the failure of a changed file, with only those classes and statements left without which it does not fail.
    /// </summary>
    public static string Of(MutatedFile failing, string problem)
    {
        string kind = Kind(problem);
        var smallest = Shrinker.Smallest(
            new Case(failing.Seed, failing.Source),
            smaller => MutationRun.Problem(smaller.Source).Problem is { } still && Kind(still) == kind);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"FAILED: seed {failing.Seed}, {failing.Name} (dotnet run --project tests/Fuzz -- files --seed {failing.Seed} --count "
                + $"1)\n{problem}\n{smallest.Source}\n");
    }

    /// <summary>
    /// Returns the kind of a problem, which is the same for a smaller source: the number of an error, or the two things that were compared.
    /// </summary>
    public static string Kind(string problem) =>
        Id().Match(problem) is { Success: true } id ? id.Value
        : problem.Contains("other bits", StringComparison.Ordinal) ? "widths"
        : problem.Contains("the rule's", StringComparison.Ordinal) ? "rule"
        : problem.StartsWith("threads", StringComparison.Ordinal) ? "threads"
        : problem.Split(':')[0];

    [GeneratedRegex(@"\b(CS|AD|FOPT)\d{4}\b")]
    private static partial Regex Id();
}
