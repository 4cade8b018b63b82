using System;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests.Growth;

/// <summary>The text of a class, which its users' compiler pays for, stays as long as it is.</summary>
public class TextSizeTests
{
    private static readonly string[] Mixed =
    [
        "public float[] Weights{0} = new float[64];",
        "public float Bias{0};",
        "public double[] Scales{0} = new double[16];",
        "public float[,] Matrix{0} = new float[8, 8];",
    ];

    // The lengths in characters, kernels apart. A change that makes them longer by a fifth must be meant: then the new length is written
    // here.
    [Theory]
    [InlineData("Adam", 1, 7675)]
    [InlineData("Adam", 20, 19297)]
    [InlineData("Sgd", 20, 14897)]
    [InlineData("Lamb", 20, 20170)]
    [InlineData("Adam), GuardGradients(MaxNorm = 1), SumGradients, Prune(Sparsity = 0.5", 20, 35216)]
    public void AClassIsNoLongerThanItWas(string attribute, int fields, int baseline)
    {
        int length = Length(attribute, fields);
        Assert.True(length <= 1.2 * baseline && length >= baseline / 1.2, $"{length} characters instead of {baseline}");
    }

    // A fifth of a class of twenty fields is less than what four more of each form take.
    [Fact]
    public void AClassThatGrowsIsSeen() => Assert.True(Length("Adam", 28) > 1.2 * Length("Adam", 20));

    private static int Length(string attribute, int fields)
    {
        string members = string.Join(
            '\n',
            Enumerable.Range(0, fields)
                .Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, Mixed[i % Mixed.Length], i)));
        GeneratorDriver driver = Testbed.Generate($"using FusedOpt;\n[Optimize({attribute})] public partial class Model {{\n{members}\n}}");
        return driver.GetRunResult().GeneratedTrees.Where(t => !Testbed.IsKernel(t)).Sum(t => t.Length);
    }
}
