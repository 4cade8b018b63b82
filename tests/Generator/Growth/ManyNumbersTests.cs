using System;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests.Growth;

/// <summary>A step over more numbers than one method takes does to each what a step over a few does.</summary>
public class ManyNumbersTests
{
    private const int Many = 600;

    [Theory]
    [InlineData("Adam", "")]
    [InlineData("Sgd", "")]
    [InlineData("Adam", "[Transform(typeof(FusedOpt.Transforms.GradientNoise), Eta = 0)]")]
    [InlineData("Adam", "[Average(typeof(FusedOpt.Averages.Ema), Decay = 0.9)]")]
    public void EachIsSteppedOnce(string rule, string around)
    {
        string steps = "Step(); StepAndZeroGradients(); Step();"
            + (around.Contains("Average", StringComparison.Ordinal) ? "Evaluate();" : "");
        float[] few = Run(rule, around, 3, steps), many = Run(rule, around, Many, steps);
        Assert.Equal(Many, many.Length);
        Assert.All(many, value => Assert.Equal(BitConverter.SingleToInt32Bits(few[0]), BitConverter.SingleToInt32Bits(value)));
        Assert.NotEqual(1, few[0]);
    }

    [Theory]
    [InlineData("Step(); StepAndZeroGradients(); StepAndZeroGradients();")]
    [InlineData("Step(); Step(); Step();")]
    public void AGradientThatIsNotClearedIsSeen(string steps) =>
        Assert.Equal(
            steps.Contains("Zero", StringComparison.Ordinal),
            Run("Adam", "", Many, steps)[Many - 1].Equals(Run("Adam", "", 3, "Step(); StepAndZeroGradients(); Step();")[0]));

    private static float[] Run(string rule, string around, int count, string steps)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"F{i}")];
        string source = $$"""
            using FusedOpt;

            [Optimize({{rule}})]
            {{around}}
            public partial class Many
            {
                {{string.Concat(names.Select(n => $"public float {n} = 1;\n"))}}
                public float[] Run()
                {
                    {{string.Concat(names.Select(n => $"Gradients.{n} = 0.5f;\n"))}}
                    {{steps}}
                    return [{{string.Join(", ", names)}}];
                }
            }
            """;
        using var assembly = new MemoryStream();
        Assert.Empty(
            Testbed.WithGenerated(Testbed.Compile(source)).Emit(assembly).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        var context = new AssemblyLoadContext(nameof(ManyNumbersTests), isCollectible: true);
        Type type = context.LoadFromStream(assembly).GetType("Many")!;
        var result = (float[])type.GetMethod("Run")!.Invoke(Activator.CreateInstance(type), null)!;
        context.Unload();
        return result;
    }
}
