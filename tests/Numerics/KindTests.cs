using System;
using System.Collections.Generic;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Parameters of every kind have the bits of their rule.</summary>
public class KindTests
{
    private static readonly Dictionary<string, Func<int, IOptimizable>> Models = new()
    {
        [nameof(ElementKinds)] = length => new ElementKinds(length),
        [nameof(LineKinds)] = length => new LineKinds(length),
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string model in Models.Keys)
        {
            foreach (int length in new[] { 0, 1, 31, 65, 1029 })
                cases.Add(model, length);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AStepHasTheBitsOfTheRule(string model, int length)
    {
        foreach (Inputs inputs in Enum.GetValues<Inputs>())
        {
            string? difference = Whole.Difference(Models[model](length), inputs);
            Assert.True(difference is null, difference);
        }
    }

    [Theory]
    [InlineData(nameof(ElementKinds), "(float)stepSize", "(float)(1.0001 * stepSize)")]
    [InlineData(nameof(LineKinds), "0.25f * rowState", "0.26f * rowState")]
    public void AnotherRuleIsSeen(string model, string original, string mutated) =>
        Assert.NotNull(Whole.Difference(Models[model](31), Inputs.Ordinary, rule =>
        {
            Assert.Contains(original, rule, StringComparison.Ordinal);
            return rule.Replace(original, mutated, StringComparison.Ordinal);
        }));

    [Fact]
    public void AFieldWithHyperparametersOfItsOwnHasNoStateItDoesNotNeed()
    {
        Memory memory = Memory.Of(new ElementKinds(3));
        Assert.Equal(["exp_avg", "exp_avg_sq"], memory.States("Undecayed"));
        Assert.IsType<float[]>(memory.Arrays["Halves/exp_avg"]);
    }
}
