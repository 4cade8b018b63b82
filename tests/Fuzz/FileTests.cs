using System;
using System.Globalization;
using System.Linq;
using FusedOpt.Fuzz.Tests.Mutating;
using FusedOpt.Fuzz.Tests.Running;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Fuzz.Tests;

/// <summary>
/// Whatever becomes of a user's file while it is written, the generator and the analyzer do not throw, and what is generated compiles
/// without a warning where the file does. FUSEDOPT_FUZZ_SEED and FUSEDOPT_FUZZ_COUNT ask for other files and for more.
/// </summary>
public class FileTests(ITestOutputHelper output)
{
    private static int First => Setting("FUSEDOPT_FUZZ_SEED", 1);

    private static int Count => Setting("FUSEDOPT_FUZZ_COUNT", 160);

    [Fact]
    public void ChangedFilesAreCompiledOrRefused()
    {
        var run = MutationRun.Of(Enumerable.Range(First, Count).Select(s => MutatedFile.Of(s, Files.All)));
        output.WriteLine($"{run.Sound} of {run.Files} files are C#, {run.Refused} of them refused");
        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures.Take(3).Select(f => Failure.Of(f.File, f.Problem))));

        // Enough of them get as far as to be compiled, and some of those are refused.
        Assert.True(run.Sound >= Count / 10 && run.Refused > 0, $"{run.Sound} of {Count}, {run.Refused} refused");
    }

    [Fact]
    public void BadCodeIsSeen()
    {
        (string name,
            string text) = Files.All.First(f =>
                f.Name.StartsWith("README", StringComparison.Ordinal) && f.Text.Contains("[Optimize", StringComparison.Ordinal));
        Assert.Null(MutationRun.Problem(text).Problem);
        Assert.StartsWith(
            "what is generated does not compile",
            MutationRun.Problem(text, code => code.Replace("return", "retrun", StringComparison.Ordinal)).Problem);
        Assert.NotNull(name);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
