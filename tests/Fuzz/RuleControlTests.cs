using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Fuzz.Tests.Running;
using Xunit;
using Xunit.Abstractions;
using Batch = FusedOpt.Fuzz.Tests.Running.Batch;

namespace FusedOpt.Fuzz.Tests;

/// <summary>A wrong operation and a wrong bit are seen by the tests of random rules, and a failure is made small.</summary>
public partial class RuleControlTests(ITestOutputHelper output)
{
    // An operation of the loop that is another one.
    [Theory]
    [InlineData(" += ", " -= ")]
    [InlineData(" * ", " + ")]
    [InlineData(" - ", " + ")]
    public async Task AnotherOperationIsSeen(string original, string changed)
    {
        Case[] cases = [.. Enumerable.Range(1, 12).Select(Case.Of)];
        int changes = 0;
        RuleRun run = await RuleRun.Of(cases, inAllWidths: false, text => Bodies(text, body =>
        {
            int at = body.LastIndexOf(original, StringComparison.Ordinal);
            changes += at < 0 ? 0 : 1;
            return at < 0 ? body : body[..at] + changed + body[(at + original.Length)..];
        }));
        int seen = run.Failures.Count;
        output.WriteLine($"{seen} of {run.Cases} cases, {changes} changes");
        Assert.True(seen >= run.Cases / 4 && changes > 0, $"{seen} of {run.Cases} were seen");
    }

    [Fact]
    public async Task AWrongBitInANarrowerVectorIsSeen()
    {
        var batch = Batch.Of([Case.Of(1), Case.Of(2)]);
        string[] here = [.. Narrower.Fingerprints(batch.TypeOf(batch.Cases[0].Model)!.Assembly)];
        string wrong = here[0][..^1] + (here[0][^1] == '0' ? '1' : '0');
        Assert.Empty(await Narrower.Differences(batch.Image, here));
        Assert.Equal(Narrower.Switches.Length, (await Narrower.Differences(batch.Image, [wrong, .. here.Skip(1)])).Length);
    }

    [Fact]
    public void AFailureIsMadeSmall()
    {
        Case large = Enumerable.Range(1, 50).Select(Case.Of).First(c => c.Source.Contains("MathF.Floor", StringComparison.Ordinal));
        Case small = Shrinker.Smallest(large, c => c.Source.Contains("MathF.Floor", StringComparison.Ordinal));
        Assert.True(small.Source.Length * 4 < large.Source.Length, small.Source);
    }

    // The statements on the elements of one vector, where nothing is an address.
    private static string Bodies(string text, Func<string, string> change) =>
        Body().Replace(text, method => method.Groups["head"].Value + change(method.Groups["body"].Value));

    [GeneratedRegex(@"(?<head>\n(?<indent> *)private static void Body\w*<[^\n]*nuint i\b[^\n]*(?:\n *where [^\n]*)*)(?<body>\n\k<indent>\{.*?\n\k<indent>\})", RegexOptions.Singleline)]
    private static partial Regex Body();
}
