using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Values that are kept between the sweeps of a parameter, and computed twice for a longer one, have the same bits.</summary>
/// <remarks>
/// Zeros whose gradients are zero change neither of Lamb's norms, and the tree of a sum over 2^17 elements is the left part of the tree
/// over more. So a parameter that such zeros make too long for its values to be kept takes the same steps.
/// </remarks>
public class IntermediateTests
{
    private const int Short = 1 << 17;
    private const int Long = Tuning.MostIntermediate + 513;

    [Fact]
    public void ALongParameterStepsAsAShortOneDoes()
    {
        Dictionary<string, Array> expected = Stepped(Short, rate: 0.01);
        Assert.Contains("Singles/exp_avg_sq", expected.Keys);
        Dictionary<string, Array> actual = Stepped(Long, rate: 0.01);
        Assert.All(expected, e => Assert.Null(Memory.Difference(e.Value, actual[e.Key])));
        Assert.NotNull(Memory.Difference(expected["Singles"], Stepped(Long, rate: 0.01001)["Singles"]));
    }

    [Theory]
    [InlineData(Short)]
    [InlineData(Long)]
    public void AStepAllocatesNothing(int length)
    {
        var model = new LambDecay(length);
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.Equal(0, Allocation.Of(model.StepAndZeroGradients));
    }

    private static Dictionary<string, Array> Stepped(int length, double rate)
    {
        var model = new LambDecay(length) { LearningRate = rate };
        double[] zeros = new double[length - Short];
        Writer.Parameters(model, [.. Values.Fill(Short, 3, hostile: false), .. zeros]);
        for (int step = 1; step <= 3; step++)
        {
            Writer.Gradients(model, [.. Values.Fill(Short, 100 + step, hostile: false), .. zeros]);
            model.Step();
        }

        return Memory.Of(model).Arrays.Where(a => a.Value.Length == length).ToDictionary(a => a.Key, a => (Array)(a.Value switch
        {
            float[] singles => singles[..Short],
            double[] doubles => doubles[..Short],
            var other => throw new InvalidOperationException(other.GetType().Name),
        }));
    }
}
