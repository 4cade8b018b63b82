using System;
using System.Collections.Generic;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Fast math stays within its bound of the exact step, over every kind of input and length, from parameters as they are and from 0, where
/// no rounding of the parameter hides anything of the change. <see cref="VectorWidthTests"/> runs this class again with narrower vectors.
/// </summary>
public class FastMathTests
{
    private readonly ITestOutputHelper _output;

    private static readonly int[] Lengths = [0, 1, 3, 7, 15, 16, 17, 31, 33, 65, 4097];

    private static readonly Dictionary<string, Func<int, IOptimizable>> Fast = new()
    {
        [nameof(AdamPlain)] = length => new FastAdamPlain(length),
        [nameof(AdamWithoutEpsilon)] = length => new FastAdamWithoutEpsilon(length),
        [nameof(AdamWPlain)] = length => new FastAdamWPlain(length),
        [nameof(AdagradPlain)] = length => new FastAdagradPlain(length),
        [nameof(RmsPropPlain)] = length => new FastRmsPropPlain(length),
        [nameof(RmsPropCentered)] = length => new FastRmsPropCentered(length),
        [nameof(MomentumEmaPlain)] = length => new FastMomentumEmaPlain(length),
        [nameof(SgdPlain)] = length => new FastSgdPlain(length),
        [nameof(LionDecay)] = length => new FastLionDecay(length),
        [nameof(QuotientPlain)] = length => new FastQuotientPlain(length),
        [nameof(SumQuotientPlain)] = length => new FastSumQuotientPlain(length),
        [nameof(LambUncorrected)] = length => new FastLambUncorrected(length),
    };

    public FastMathTests(ITestOutputHelper output)
    {
        _output = output;
        VectorWidth.AssertDemanded();
    }

    public static TheoryData<string> Names() => [.. Fast.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepIsWithinTheBound(string name)
    {
        double most = 0;
        foreach (int length in Lengths)
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                foreach (bool fromZero in (bool[])[false, true])
                {
                    Closeness closeness = Closeness.Of(Exact(name, length), Fast[name](length), length, inputs, fromZero);
                    Assert.True(closeness.Difference is null, closeness.Difference);
                    most = Math.Max(most, closeness.Change);
                }
            }
        }

        _output.WriteLine(FormattableString.Invariant($"{name}: {most} units at most"));
    }

    [Fact]
    public void AnEstimateThatIsNotRefinedIsSeen() =>
        Assert.NotNull(Closeness.Of(new RmsPropPlain(4097), new FastUnrefined(4097), 4097, Inputs.Ordinary, fromZero: true).Difference);

    // Elements do not depend on their neighbours: those of the vectors, the tail and single values have the same bits.
    [Fact]
    public void TheTailHasTheBitsOfTheVectors()
    {
        double[] parameters = Values.Fill(64, seed: 1, Inputs.Hostile), gradients = Values.Fill(64, seed: 2, Inputs.Hostile);
        Memory whole = Stepped(64, parameters, gradients);
        for (int i = 0; i < 64; i++)
        {
            Memory alone = Stepped(1, [parameters[i]], [gradients[i]]);
            Assert.Null(Memory.Difference((float[])[((float[])whole.Arrays["Singles"])[i]], alone.Arrays["Singles"]));
            Assert.Null(Memory.Difference((float[])[((float[])whole.Arrays["Singles"])[i]], alone.Arrays["Single"]));
            Assert.Null(Memory.Difference((double[])[((double[])whole.Arrays["Doubles"])[i]], alone.Arrays["Doubles"]));
        }
    }

    private static Memory Stepped(int length, double[] parameters, double[] gradients)
    {
        var model = new FastAdamPlain(length);
        Writer.Parameters(model, parameters);
        Writer.Gradients(model, gradients);
        model.Step();
        return Memory.Of(model);
    }

    private static IOptimizable Exact(string name, int length) => name switch
    {
        nameof(AdamWithoutEpsilon) => new AdamWithoutEpsilon(length),
        nameof(QuotientPlain) => new QuotientPlain(length),
        nameof(SumQuotientPlain) => new SumQuotientPlain(length),
        _ => Variant.Named(name).Create(length),
    };
}
