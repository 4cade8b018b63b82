using System;
using System.Collections.Generic;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A step with stages has the bits of separate passes in the documented order: each transform's own C# over the gradient, the rule's over
/// the parameter, each average's over the parameter after it.
/// </summary>
public class StageTests
{
    private static readonly Dictionary<string, Func<int, IOptimizable>> Models = new()
    {
        [nameof(ClippedAdamW)] = length => new ClippedAdamW(length),
        [nameof(ClippedLambAveraged)] = length => new ClippedLambAveraged(length),
        [nameof(ClippedRAdamSwa)] = length => new ClippedRAdamSwa(length),
        [nameof(ClippedAdafactorLookahead)] = length => new ClippedAdafactorLookahead(length),
        [nameof(AdaptiveAdamWAveraged)] = length => new AdaptiveAdamWAveraged(length),
        [nameof(AdaptiveLambSwa)] = length => new AdaptiveLambSwa(length),
        [nameof(AdaptiveRAdamLookahead)] = length => new AdaptiveRAdamLookahead(length),
        [nameof(AdaptiveAdafactor)] = length => new AdaptiveAdafactor(length),
        [nameof(SoftenedAdamWSwa)] = length => new SoftenedAdamWSwa(length),
        [nameof(SoftenedLambLookahead)] = length => new SoftenedLambLookahead(length),
        [nameof(SoftenedRAdam)] = length => new SoftenedRAdam(length),
        [nameof(SoftenedAdafactorAveraged)] = length => new SoftenedAdafactorAveraged(length),
        [nameof(SignedAdamWLookahead)] = length => new SignedAdamWLookahead(length),
        [nameof(SignedLamb)] = length => new SignedLamb(length),
        [nameof(SignedRAdamAveraged)] = length => new SignedRAdamAveraged(length),
        [nameof(SignedAdafactorSwa)] = length => new SignedAdafactorSwa(length),
    };

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepHasTheBitsOfSeparatePasses(string model)
    {
        foreach (int length in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 1029 })
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                string? difference = Whole.Difference(Models[model](length), inputs);
                Assert.True(difference is null, difference);
            }
        }
    }

    [Theory]
    [InlineData(nameof(ClippedAdamW), "(float)-maxValue", "1.001f * (float)-maxValue")]
    [InlineData(nameof(ClippedLambAveraged), "gradientNorm + 1e-6", "gradientNorm + 2e-6")]
    [InlineData(nameof(ClippedRAdamSwa), "count == Math.Floor(count)", "count > 0")]
    [InlineData(nameof(ClippedAdafactorLookahead), "slow = before", "slow = parameter")]
    [InlineData(nameof(ClippedAdafactorLookahead), "radius / distance", "0.5 * radius / distance")]
    [InlineData(nameof(AdaptiveAdamWAveraged), "(float)epsilon", "2f * (float)epsilon")]
    [InlineData(nameof(AdaptiveAdamWAveraged), "gradientNorm < maxNorm ? 1f", "gradientNorm < maxNorm ? 0.99f")]
    [InlineData(nameof(AdaptiveAdamWAveraged), "average = before", "average = parameter")]
    [InlineData(nameof(AdaptiveAdamWAveraged), "(double)(10 + step)", "(double)(11 + step)")]
    [InlineData(nameof(SoftenedAdamWSwa), "gradient -= Reduce.RowMean(gradient)", "gradient -= 1.01f * Reduce.RowMean(gradient)")]
    [InlineData(nameof(SoftenedAdamWSwa), "0.75f * scale", "0.76f * scale")]
    [InlineData(nameof(SoftenedRAdam), "0.9 * peak", "1.1 * peak")]
    [InlineData(nameof(SignedAdamWLookahead), "RuleMath.Sign(gradient)", "gradient")]
    [InlineData(nameof(SignedAdamWLookahead), "0.125f * before", "0.126f * before")]
    [InlineData(nameof(SignedRAdamAveraged), "(float)stepSize", "(float)(1.001 * stepSize)")]
    public void AnotherPassIsSeen(string model, string original, string mutated)
    {
        bool isFound = false;
        Assert.NotNull(Whole.Difference(Models[model](33), Inputs.Ordinary, text =>
        {
            isFound |= text.Contains(original, StringComparison.Ordinal);
            return text.Replace(original, mutated, StringComparison.Ordinal);
        }));
        Assert.True(isFound);
    }
}
