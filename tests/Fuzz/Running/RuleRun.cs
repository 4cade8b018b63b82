using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Numerics.Tests.Infrastructure;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>The result of a run of random rules.</summary>
/// <param name="Cases">The number of cases that were stepped.</param>
/// <param name="Ill">The compiler's errors for cases that were no C#.</param>
/// <param name="Compared">The number of values that were compared with the rule's.</param>
/// <param name="Failures">The cases that failed, each with its problem.</param>
internal sealed record RuleRun(int Cases, IReadOnlyList<string> Ill, long Compared, IReadOnlyList<(Case Case, string Problem)> Failures)
{
    private const int Each = 60;

    /// <summary>Compiles and steps cases: by their rules, on threads, and in narrower vectors.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="inAllWidths">True if other processes, with narrower vectors, take part.</param>
    /// <param name="change">A change to the generated text, for controls.</param>
    public static async Task<RuleRun> Of(IReadOnlyList<Case> cases, bool inAllWidths, Func<string, string>? change = null)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        var run = new RuleRun(0, [], 0, []);
        foreach (Case[] part in cases.Chunk(Each))
        {
            var batch = Batch.Of(part, change);
            var failures = batch.Problems.Select(p => (part.Single(c => c.Seed == p.Key), p.Value)).ToList();
            Task<(string Class, string Problem)[]>? widths = inAllWidths && batch.Cases.Count > 0
                ? Narrower.Differences(batch.Image, [.. Narrower.Fingerprints(batch.TypeOf(batch.Cases[0].Model)!.Assembly)])
                : null;
            long compared = 0;
            foreach (Case each in batch.Cases)
            {
                (string? problem, long values) = Problem(batch, each);
                compared += values;
                if (problem is not null)
                    failures.Add((each, problem));
            }

            foreach ((string type, string problem) in widths is null ? [] : await widths)
                failures.Add((batch.Cases.Single(c => c.Model == type), problem));
            run = new(
                run.Cases + batch.Cases.Count, [.. run.Ill, .. batch.Ill.Values], run.Compared + compared, [.. run.Failures, .. failures]);
        }

        return run;
    }

    // Returns the fault of a step, or its exception; null if none.
    private static (string? Problem, long Compared) Problem(Batch batch, Case each)
    {
        if (batch.TypeOf(each.Model) is not { } type)
            return (null, 0);
        var stepping = new Stepping(type);
        try
        {
            string? problem = Enum.GetValues<Inputs>().Select(stepping.Difference).FirstOrDefault(d => d is not null)
                ?? (batch.TypeOf(each.Fast) is { } fast ? stepping.Difference(fast) : null);
            return (problem, stepping.Compared);
        }
        catch (Exception thrown)
        {
            return (thrown.ToString(), stepping.Compared);
        }
    }
}
