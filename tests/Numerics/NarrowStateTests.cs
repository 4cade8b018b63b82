using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A step with state in fewer bytes has the bits of the rule on the widened state, rounded element by element by the definition of the
/// form. <see cref="VectorWidthTests"/> runs this class again with narrower vectors.
/// </summary>
public class NarrowStateTests
{
    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 513, 4097, 4609];

    private static readonly Dictionary<string, Func<int, IOptimizable>> Models = new()
    {
        [nameof(BFloat16Kinds)] = length => new BFloat16Kinds(length),
        [nameof(BFloat16Lamb)] = length => new BFloat16Lamb(length),
        [nameof(BFloat16Adagrad)] = length => new BFloat16Adagrad(length),
        [nameof(BFloat16Averaged)] = length => new BFloat16Averaged(length),
        [nameof(Block8Kinds)] = length => new Block8Kinds(length),
        [nameof(Block8Lamb)] = length => new Block8Lamb(length),
        [nameof(Block8Momentum)] = length => new Block8Momentum(length),
    };

    public NarrowStateTests() => VectorWidth.AssertDemanded();

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepHasTheBitsOfTheRule(string name)
    {
        foreach (int length in Lengths)
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                string? difference = Whole.Difference(Models[name](length), inputs);
                Assert.True(difference is null, difference);
            }
        }
    }

    [Theory]
    [InlineData(nameof(BFloat16Kinds), "(float)stepSize", "(float)(1.0001 * stepSize)")]
    [InlineData(nameof(Block8Kinds), "(float)stepSize", "(float)(1.0001 * stepSize)")]
    public void AnotherRuleIsSeen(string name, string original, string mutated) =>
        Assert.NotNull(Whole.Difference(Models[name](4097), Inputs.Ordinary, rule =>
        {
            Assert.Contains(original, rule, StringComparison.Ordinal);
            return rule.Replace(original, mutated, StringComparison.Ordinal);
        }));

    [Fact]
    public void StateIsKeptInTheFormThatWasAskedFor()
    {
        Dictionary<string, Array> narrow = Memory.Of(new BFloat16Kinds(5000)).Arrays, blocks = Memory.Of(new Block8Kinds(5000)).Arrays;
        string[] kept = ["Weights", "Halves", "Rows[0]", "Lent", "Owned"];
        Assert.All([.. kept, "Rows[2]", "Undecayed"], name => Assert.IsType<ushort[]>(narrow[name + "/exp_avg"]));
        Assert.All(kept, name => Assert.IsType<byte[]>(blocks[name + "/exp_avg_sq"]));
        Assert.All(["Rows[2]", "Bias", "Undecayed", "Scale"], name => Assert.IsType<float[]>(blocks[name + "/exp_avg"]));
        Assert.All(["Bias", "Point", "Scale"], name => Assert.IsType<float[]>(narrow[name + "/exp_avg"]));
        Assert.All([narrow, blocks], arrays => Assert.IsType<double[]>(arrays["Wide/exp_avg"]));
        Assert.Equal(20, Assert.IsType<float[]>(blocks["Weights/exp_avg.scale"]).Length);
    }

    // The state of two parameters with equal gradients differs in nothing but what it was rounded by.
    [Fact]
    public void ParametersSlotsAndStepsAreRoundedByOtherNumbers()
    {
        var model = new BFloat16Kinds(4096);
        double[] values = Values.Fill(4096, seed: 1, Inputs.Ordinary);
        Writer.Gradients(model, values);
        model.Step();
        Dictionary<string, Array> arrays = Memory.Of(model).Arrays;
        var (one, other) = ((ushort[])arrays["Weights/exp_avg"], (ushort[])arrays["Lent/exp_avg"]);
        int differing = one.Zip(other).Count(p => p.First != p.Second);

        // Two independent roundings differ with probability 2 q (1 - q), on average 1/3; ten standard deviations of 4,096 such are 0.074.
        Assert.InRange(differing / 4096.0, 0.25, 0.42);
        Assert.All(one.Zip(other), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepAllocatesNothing(string name)
    {
        IOptimizable model = Models[name](5000);
        for (int step = 0; step < 3; step++)
            model.Step();
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.NotEqual(0, Allocation.Of(() => Memory.Of(model)));
    }
}
