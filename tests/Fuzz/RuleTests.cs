using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Fuzz.Tests.Running;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Fuzz.Tests;

/// <summary>
/// Random rules, stages and classes have the bits of the rule called on one element after the other, on threads and in vectors of every
/// width. FUSEDOPT_FUZZ_SEED and FUSEDOPT_FUZZ_COUNT ask for others and for more.
/// </summary>
public class RuleTests(ITestOutputHelper output)
{
    private static int First => Setting("FUSEDOPT_FUZZ_SEED", 1);

    private static int Count => Setting("FUSEDOPT_FUZZ_COUNT", 110);

    [Fact]
    public async Task RandomRulesHaveTheBitsOfTheRule()
    {
        RuleRun run = await RuleRun.Of([.. Enumerable.Range(First, Count).Select(Case.Of)], inAllWidths: true);
        output.WriteLine($"{run.Cases} cases of {Count}, {run.Compared} values");
        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures.Take(3).Select(f => Failure.Of(f.Case, f.Problem))));

        // Next to all of them are C#, and each was compared.
        Assert.True(
            run.Cases + run.Ill.Count == Count && run.Ill.Count <= Math.Max(Count / 20, 1), $"{run.Ill.Count} cases of {Count} are no C#");
        Assert.True(run.Compared > 1000L * run.Cases, $"{run.Compared} values compared");
    }

    [Fact]
    public void ASeedGivesTheSameCase() => Assert.Equal(Case.Of(5), Case.Of(5));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
