using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.Rules;

/// <summary>Built-in rules, transforms and averages keep finite numbers finite wherever in their ranges the hyperparameters are.</summary>
/// <remarks>
/// Each method is called as it stands, on one element. Every hyperparameter is at either end of its range, each with every other one, for
/// every choice of the flags. A range without an end is tried at 10: far beyond, weights grow past any bound because the formula says so.
/// </remarks>
public class CornerTests
{
    // Gradients of ordinary size: none, one and then none, the same, and some that turn.
    private static readonly float[][] Gradients = [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0.7f, -0.3f, 0.001f, -2, 0.9f]];

    // First steps and late ones, with state that is old and with state that is new.
    private static readonly long[][] Steps =
    [
        [1, 2, 3, 4, 5],
        [1, 2, 3, 1_000_000, 1_000_001],
        [1_000_000, 1_000_001, 1_000_002, 1_000_003, 1_000_004],
        [1, 2, 1L << 52, (1L << 52) + 1, 1L << 53],
    ];

    public static TheoryData<string> Names() => [.. Corner.All.Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryCornerIsFinite(string name)
    {
        Corner corner = Corner.Of(name);
        int calls = 0;
        foreach (object[] values in corner.Values())
        {
            if (!corner.Allows(values))
                continue;
            foreach (float[] gradients in Gradients)
            {
                // Without an epsilon there is no step for an element without a gradient: that is what an epsilon is for.
                if (gradients.Contains(0) && corner.HasNoEpsilon(values))
                    continue;
                foreach (long[] steps in Steps)
                {
                    foreach (float start in new[] { 0f, 1f })
                    {
                        calls++;
                        Assert.True(
                            corner.Run(values, gradients, steps, start) is not { } text,
                            $"{corner.Describe(values)}; gradients {string.Join(' ', gradients)}; steps {string.Join(' ', steps)} from "
                                + $"{start}: {text = ""}");
                    }
                }
            }
        }

        Assert.True(calls >= 32, $"{calls} runs");
    }

    // A control: the formula of AdEmaMix as the paper has it, with a beta of 0.
    [Fact]
    public void ACornerThatIsNotFiniteIsFound()
    {
        Corner corner = Corner.Of(typeof(Faulty).FullName!);
        object[][] values = [.. corner.Values()];
        Assert.Contains(values, v => corner.Run(v, Gradients[2], Steps[0], 0) is not null);
        Assert.Contains(values, v => corner.Run(v, Gradients[2], Steps[0], 0) is null);
        Assert.Contains(values, v => v.Contains(0.0) && v.Contains(Math.BitDecrement(1.0)));
    }

    [Fact]
    public void EveryBuiltInRuleAndStageIsTried()
    {
        Assert.Equal(
            Enum.GetNames<Optimizer>().Select(n => n + "Rule").Order(),
            Corner.All.Where(t => t.Namespace == "FusedOpt.Rules").Select(t => t.Name).Order());
        Assert.Equal(3, Corner.All.Count(t => t.Namespace == "FusedOpt.Averages"));
        Assert.Equal(7, Corner.All.Count(t => t.Namespace == "FusedOpt.Transforms"));
    }

    private static class Faulty
    {
        public static void Update(
            ref float parameter, float gradient, double learningRate = 1, [Interval("[0, 1)")] double beta1 = 0.9,
            [Interval("[0, 1)")] double beta3 = 0.99)
        {
            double warm = Math.Exp(Math.Log(beta1) * Math.Log(beta3) / (0.5 * Math.Log(beta3) + 0.5 * Math.Log(beta1)));
            parameter -= (float)(learningRate * warm) * gradient;
        }
    }
}
