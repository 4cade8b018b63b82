using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Losses, gradients and ten steps of gradient descent follow those of PyTorch in float64.</summary>
public class GoldenNetworkTests
{
    // Some hundred roundings of 2^-53 in each sum, over ten steps, with a factor of some hundreds to spare.
    private const double DoubleTolerance = 1e-10;

    // A value has at most three products behind it: one of a layer forward, one back, and the sum over the examples. Each has at most
    // 10 terms, so 11 roundings of 2^-24 of the sum of the terms' magnitudes; functions and reductions between them have at most 4 each,
    // eight times. These 65 roundings are relative to sums of magnitudes, which are at most 4 times the scale: the largest value of the
    // array, or 1. A step adds an error of this size to each parameter, times a rate below 1; the next gradient has it as well.
    private const double SingleTolerance = 65 * 4.0 / (1 << 24);

    private static readonly Dictionary<string, string> Files = new()
    {
        ["MlpRelu"] = "mlp_relu",
        ["MlpTanhSquared"] = "mlp_tanh_squared",
        ["LayerNormGelu"] = "layernorm_gelu",
        ["OwnFunctions"] = "own_functions",
        ["SkipGram"] = "skipgram",
        ["BagSoftmax"] = "bag_softmax",
        ["Transformer"] = "transformer",
    };

    public static TheoryData<string> Names => [.. Files.Keys.SelectMany(n => new[] { "Double " + n, "Single " + n })];

    [Theory]
    [MemberData(nameof(Names))]
    public void LossAndGradientsAreThose(string name)
    {
        (CompiledNetwork network, GoldenNetwork golden, IOptimizable model) = Load(name);
        Array[] inputs = golden.Inputs(network);
        AssertClose(network, [golden.Loss], [network.MeanLoss(model, inputs)]);
        AssertClose(network, [golden.Loss], [network.AddGradients(model, inputs)]);
        var gradients = TensorValues.Gradients(model);
        Assert.Equal(golden.Gradients.Keys.Order(), gradients.Arrays.Keys.Order());
        foreach ((string parameter, double[] expected) in golden.Gradients)
        {
            double[] actual = Doubles(gradients, parameter);
            AssertClose(network, expected, actual);

            // A control: one gradient off by 1 %, the largest of its parameter.
            int largest = Array.IndexOf(actual, actual.MaxBy(Math.Abs));
            actual[largest] *= 1.01;
            Assert.ThrowsAny<Exception>(() => AssertClose(network, expected, actual));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TenStepsOfGradientDescentAreThose(string name)
    {
        (CompiledNetwork network, GoldenNetwork golden, IOptimizable model) = Load(name);
        Array[] inputs = golden.Inputs(network);
        double[] losses = [.. golden.Losses.Select(_ => network.Learn(model, inputs))];
        AssertClose(network, golden.Losses, losses, steps: 10);
        var after = new TensorValues(model);
        foreach ((string parameter, double[] expected) in golden.After)
            AssertClose(network, expected, Doubles(after, parameter), steps: 10);

        // A control: another rate leads elsewhere.
        IOptimizable other = golden.Create(network);
        other.LearningRate *= 1.2;
        for (int i = 0; i < losses.Length; i++)
            network.Learn(other, inputs);
        string first = golden.After.Keys.First();
        Assert.ThrowsAny<Exception>(() => AssertClose(network, golden.After[first], Doubles(new(other), first), steps: 10));
    }

    private static (CompiledNetwork Network, GoldenNetwork Golden, IOptimizable Model) Load(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        var golden = new GoldenNetwork(Files[name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]]);
        return (network, golden, golden.Create(network));
    }

    private static double[] Doubles(TensorValues values, string parameter) =>
        [.. Enumerable.Range(0, values.Arrays[parameter].Length).Select(i => values[parameter, i])];

    private static void AssertClose(CompiledNetwork network, double[] expected, double[] actual, int steps = 1)
    {
        Assert.Equal(expected.Length, actual.Length);
        bool isDouble = network.Element == typeof(double);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = isDouble ? DoubleTolerance * Math.Max(Math.Abs(expected[i]), 1e-3) : SingleTolerance * scale * steps;
            Assert.InRange(actual[i], expected[i] - bound, expected[i] + bound);
        }
    }
}
