using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Networks.Given;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>A derivative of the user's own is the gradient, and changes no value.</summary>
public class GivenDerivativeTests
{
    // Their halves, squares and inverses are exact in float.
    private static readonly double[] Points = [0.0, -0.0, 0.5, -1.625, 2, 8];

    [Theory]
    [InlineData(typeof(GivenDouble))]
    [InlineData(typeof(GivenSingle))]
    public void TheGradientIsTheDerivativeThatIsGiven(Type type)
    {
        TensorValues gradients = Gradients(type);
        AssertGradients(gradients, "OfRound", _ => 1);
        AssertGradients(gradients, "OfFirst", y => y + 100);
        AssertGradients(gradients, "OfSecond", x => x + 10);
        AssertGradients(gradients, "OfBoth", x => x + x + 110);
        AssertGradients(gradients, "OfNested", x => 2 * Math.Round(x) + 2);
        AssertGradients(gradients, "OfBranch", x => x > 0 ? 1 / x : 1);
        AssertGradients(gradients, "OfShared", x => 2 * x);
        AssertGradients(gradients, "OfNothing", _ => 5);
        Assert.Equal(3, gradients["OfNumber", 0]);
        Assert.Equal(102, gradients["OfInput", 0]);
        Assert.Equal(6, gradients["OfOffset", 0]);
    }

    // A control: the compiler finds other derivatives of the same functions, but where both are the same.
    [Theory]
    [InlineData(typeof(PlainDouble))]
    [InlineData(typeof(PlainSingle))]
    public void TheCompilerFindsOthers(Type type)
    {
        TensorValues gradients = Gradients(type);
        AssertGradients(gradients, "OfRound", _ => 0);
        AssertGradients(gradients, "OfFirst", y => y);
        AssertGradients(gradients, "OfSecond", x => x);
        AssertGradients(gradients, "OfBoth", x => x + x);
        AssertGradients(gradients, "OfNested", _ => 1);
        AssertGradients(gradients, "OfShared", x => 4 * x);
        AssertGradients(gradients, "OfNothing", _ => 0);
        Assert.Equal(0, gradients["OfNumber", 0]);
        Assert.Equal(2, gradients["OfInput", 0]);
        Assert.Equal(1, gradients["OfOffset", 0]);
    }

    [Theory]
    [InlineData(typeof(GivenDouble), typeof(PlainDouble))]
    [InlineData(typeof(GivenSingle), typeof(PlainSingle))]
    public void ValuesKeepTheirBits(Type given, Type plain)
    {
        CompiledNetwork first = new(given), second = new(plain);
        foreach (int count in (int[])[1, 15, 100])
        {
            IOptimizable a = first.Create(), b = second.Create();
            Array[] inputs = first.Draw(count);
            AssertBits(first.ReferenceLoss(a, inputs), first.MeanLoss(a, inputs));
            AssertBits(second.MeanLoss(b, inputs), first.MeanLoss(a, inputs));
            AssertBits(second.AddGradients(b, inputs), first.AddGradients(a, inputs));
            Assert.NotNull(TensorValues.Gradients(a).Difference(TensorValues.Gradients(b)));
            Assert.Equal(2, first.Inferences.Count);
            foreach ((CompiledInference ours, CompiledInference theirs) in first.Inferences.Zip(second.Inferences))
                Assert.Null(Memory.Difference(theirs.Run(b, inputs, 0, count), ours.Run(a, inputs, 0, count)));
        }
    }

    // Weights that are the same for all examples are rounded once a call; all numbers here are eighths.
    [Fact]
    public void RoundedWeightsLearnStraightThrough()
    {
        var network = new CompiledNetwork(typeof(RoundedWeights));
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        float[] weights = [0.375f, -1.625f, 2, 0.125f, 5, -0.25f], bias = [0.125f, -3], x = [1, -2, 0.5f, 3, 0.25f, -1];
        for (int i = 0; i < weights.Length; i++)
            values["Weights", i] = weights[i];
        for (int row = 0; row < bias.Length; row++)
            values["Bias", row] = bias[row];
        values.Write(model);
        AssertBits(network.ReferenceLoss(model, [x]), network.AddGradients(model, [x]));
        var gradients = TensorValues.Gradients(model);
        for (int row = 0; row < 2; row++)
        {
            double[] ofResults = [.. Enumerable.Range(0, 2).Select(e =>
            {
                double result = bias[row] + Enumerable.Range(0, 3).Sum(c => Rounded(weights[3 * row + c]) * x[3 * e + c]);
                return (Rounded(result) + result) / 2;
            })];
            Assert.Equal(ofResults.Sum(), gradients["Bias", row]);
            for (int c = 0; c < 3; c++)
                Assert.Equal(ofResults[0] * x[c] + ofResults[1] * x[3 + c], gradients["Weights", 3 * row + c]);
        }

        static double Rounded(double number) => Math.Round(number * 4) / 4;
    }

    [Fact]
    public void FiniteDifferencesSeeAWrongDerivative()
    {
        var network = new CompiledNetwork(typeof(WrongSlope));
        IOptimizable model = network.Create(seed: 3);
        Array[] inputs = network.Draw(3, seed: 4);
        network.AddGradients(model, inputs);
        var gradients = TensorValues.Gradients(model);
        for (int i = 0; i < 3; i++)
        {
            double gradient = gradients["Weights", i];
            Assert.NotEqual(0, gradient);
            Assert.NotNull(FiniteDifferenceTests.Departure(network, model, inputs, "Weights", i, gradient));
            Assert.Null(FiniteDifferenceTests.Departure(network, model, inputs, "Weights", i, gradient / 1.01));
        }
    }

    // Every parameter holds the points, single numbers the first; the only input is 1.
    private static TensorValues Gradients(Type type)
    {
        var network = new CompiledNetwork(type);
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        foreach ((string parameter, Array array) in values.Arrays)
        {
            for (int i = 0; i < array.Length; i++)
                values[parameter, i] = Points[i];
        }

        values.Write(model);
        var one = Array.CreateInstance(network.Element, 1);
        one.SetValue(Convert.ChangeType(1, network.Element, null), 0);
        network.AddGradients(model, [one]);
        return TensorValues.Gradients(model);
    }

    private static void AssertGradients(TensorValues gradients, string parameter, Func<double, double> derivative) =>
        Assert.Equal([.. Points.Select(derivative)], Enumerable.Range(0, Points.Length).Select(i => gradients[parameter, i]));

    private static void AssertBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
