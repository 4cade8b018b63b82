using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>The forward pass of a batch has the bits of the methods as they are written, called for one example after the other.</summary>
public class ForwardBitsTests
{
    private static readonly int[] Counts = [1, 2, 15, 16, 17, 100, 1000];

    // Results in which no parameter has a part.
    private static readonly string[] OfInputsAlone = ["Tail", "Standing", "Element"];

    public static TheoryData<string> Names => NetworkModels.All;

    [Theory]
    [MemberData(nameof(Names))]
    public void TheMeanLossIsThatOfTheMethod(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create();
        foreach (int count in Counts)
        {
            Array[] inputs = network.Draw(count, seed: count);
            double expected = network.ReferenceLoss(model, inputs);
            Assert.True(double.IsFinite(expected));
            AssertBits(expected, network.MeanLoss(model, inputs));
            AssertBits(expected, network.AddGradients(model, inputs));

        }

        // A control: other parameters have another loss.
        Array[] some = network.Draw(16);
        Assert.NotEqual(network.ReferenceLoss(model, some), network.MeanLoss(network.Create(seed: 7), some));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ResultsAreThoseOfTheMethod(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create();
        foreach (CompiledInference inference in network.Inferences)
        {
            foreach (int count in Counts)
            {
                Array[] inputs = network.Draw(count, seed: count);
                Array expected = inference.Reference(model, inputs, 0, count), actual = inference.Run(model, inputs, 0, count);
                if (Memory.Difference(expected, actual) is { } difference)
                    Assert.Fail($"{name}.{inference.Name}, {count} examples{difference}");
            }

            // A control: other parameters have other results.
            Array[] some = network.Draw(16);
            Array before = inference.Run(model, some, 0, 16);
            if (!OfInputsAlone.Contains(inference.Name))
                Assert.NotNull(Memory.Difference(before, inference.Run(network.Create(seed: 7), some, 0, 16)));
        }
    }

    private static void AssertBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
