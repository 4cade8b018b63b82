using System;
using System.Text.RegularExpressions;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Fuzz.Tests.Mutating;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>Failures as people read them: what is wrong, how to repeat it, and the smallest source of it that was found.</summary>
internal static partial class Failure
{
    /// <summary>That of a random rule.</summary>
    public static string Of(Case failing, string problem)
    {
        string kind = Kind(problem);
        Case smallest = Shrinker.Smallest(failing, smaller =>
        {
            RuleRun run = RuleRun.Of([smaller], inAllWidths: kind == "widths").GetAwaiter().GetResult();
            return run.Failures.Count > 0 && Kind(run.Failures[0].Problem) == kind;
        });
        return FormattableString.Invariant($"FAILED: seed {failing.Seed} (dotnet run --project tests/Fuzz -- rules --seed {failing.Seed} --count 1)\n{problem}\n{smallest.Source}\n");
    }

    /// <summary>That of a changed file: the classes and statements without which there is none are left.</summary>
    public static string Of(MutatedFile failing, string problem)
    {
        string kind = Kind(problem);
        var smallest = Shrinker.Smallest(new Case(failing.Seed, failing.Source), smaller => MutationRun.Problem(smaller.Source).Problem is { } still && Kind(still) == kind);
        return FormattableString.Invariant($"FAILED: seed {failing.Seed}, {failing.Name} (dotnet run --project tests/Fuzz -- files --seed {failing.Seed} --count 1)\n{problem}\n{smallest.Source}\n");
    }

    /// <summary>What is wrong without what differs from one small source to another: an error's number, or what was compared with what.</summary>
    public static string Kind(string problem) =>
        Id().Match(problem) is { Success: true } id ? id.Value
        : problem.Contains("other bits", StringComparison.Ordinal) ? "widths"
        : problem.Contains("the rule's", StringComparison.Ordinal) ? "rule"
        : problem.StartsWith("threads", StringComparison.Ordinal) ? "threads"
        : problem.Split(':')[0];

    [GeneratedRegex(@"\b(CS|AD|FOPT)\d{4}\b")]
    private static partial Regex Id();
}
