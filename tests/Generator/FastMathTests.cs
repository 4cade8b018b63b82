using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

public class FastMathTests
{
    [Fact]
    public void WithoutItNoBitOfTheCodeIsAnother()
    {
        string exact = Generated("");
        Assert.Equal(exact, Generated(", FastMath = false"));
        Assert.DoesNotContain("Fast math", exact);
        Assert.DoesNotContain("Estimate", exact);
        Assert.NotEqual(exact, Generated(", FastMath = true"));
    }

    [Fact]
    public void TheRemarksSayWhatItDoesAndHowFarItGoes() => Assert.Contains(
        "Fast math: refined estimates of square roots, where the machine has them. The change of each element is within 2 ulp of the "
            + "exact step's.",
        Generated(", FastMath = true"));

    [Fact]
    public void WhereNothingGainsByItTheRemarksSaySo() =>
        Assert.Contains(
            "Fast math: nothing here gains by it within its bound; every bit is the rule's.", Generated(", FastMath = true", "Adamax"));

    [Fact]
    public async Task ItIsNoHyperparameter()
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Source(", FastMath = true", "Adam")));
        Assert.Empty(await Testbed.Analyze(compilation));
        Assert.Empty(Testbed.Problems(compilation));
    }

    private static string Generated(string arguments, string rule = "Adam") =>
        string.Concat(Testbed.Generate(Source(arguments, rule)).GetRunResult().GeneratedTrees.Select(t => t.ToString()));

    private static string Source(string arguments, string rule) =>
        $"[FusedOpt.Optimize({rule}{arguments})] public partial class Model {{ public float[] Weights = new float[64]; }}";
}
