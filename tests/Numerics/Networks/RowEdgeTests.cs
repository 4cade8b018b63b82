using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Rows of zeros, of one value and of huge values, in reductions, normalizations and cross entropy.</summary>
public class RowEdgeTests
{
    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void AZeroRowHasZeroGradientsAndLeavesOthersAlone(string element)
    {
        CompiledNetwork network = NetworkModels.Find(element + " RowValues");
        Array[] inputs = network.Draw(3);
        Array.Clear(inputs[0], 5, 5);
        IOptimizable with = network.Create(), without = network.Create(), alone = network.Create();
        network.AddGradients(with, inputs, 0, 3, 3);
        network.AddGradients(without, inputs, 0, 1, 3);
        network.AddGradients(without, inputs, 2, 1, 3);
        network.AddGradients(alone, inputs, 1, 1);
        Assert.Null(TensorValues.Gradients(with).Difference(TensorValues.Gradients(without)));
        var gradients = TensorValues.Gradients(alone);
        Assert.All(gradients.Arrays.Keys, p => Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(0.0, gradients[p, i])));
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void EqualLargestElementsShareTheGradient(string element)
    {
        CompiledNetwork network = NetworkModels.Find(element + " RowValues");
        foreach ((double[] row, double[] expected) in (ReadOnlySpan<(double[], double[])>)[
            ([1, 3, 2, 3, 0], [0, 1.5, 0, 1.5, 0]),
            ([2, 2, 2, 2, 2], [0.4, 0.4, 0.4, 0.4, 0.4]),
            ([4, 1, 4, 1, 4], [4 / 3.0, 0, 4 / 3.0, 0, 4 / 3.0]),
            ([5, 1, 2, 3, 4], [5, 0, 0, 0, 0])])
        {
            IOptimizable model = network.Create();
            var values = new TensorValues(model);
            values.Fill(1.0);
            values.Write(model);
            network.AddGradients(model, Inputs(network, row));
            var gradients = TensorValues.Gradients(model);
            for (int i = 0; i < 5; i++)
                Assert.Equal(expected[i], gradients["InMax", i], 1e-6);
        }
    }

    [Theory]
    [InlineData("Normalized1", 0)]
    [InlineData("Normalized1", 3)]
    [InlineData("Normalized512", 0)]
    [InlineData("Normalized512", 1)]
    [InlineData("Normalized512", 1e-20)]
    [InlineData("Normalized512", 1e4)]
    public void ConstantRowsHaveFiniteValuesAndGradients(string name, double value)
    {
        CompiledNetwork doubles = NetworkModels.Find("Double " + name), singles = NetworkModels.Find("Single " + name);
        int size = doubles.Inputs[0].Size;
        double[] row = [.. Enumerable.Repeat(value, size)], y = [.. Enumerable.Range(0, size).Select(i => 0.25 * (i % 5) - 0.5)];
        TensorValues expected = Gradients(doubles, row, y), actual = Gradients(singles, row, y);
        AssertClose(expected, actual, 1e-5);
    }

    [Fact]
    public void SmallDifferencesOfLargeNumbersAreNormalizedInFloat()
    {
        CompiledNetwork doubles = NetworkModels.Find("Double Normalized512"), singles = NetworkModels.Find("Single Normalized512");
        var random = new Random(5);
        double[] row = [.. Enumerable.Range(0, 512).Select(_ => (double)(float)(1e4 + 1e-3 * random.NextDouble()))];
        double[] y = [.. Enumerable.Repeat(0.5, 512)];
        double[] results = Layer(doubles, row, y), inFloat = Layer(singles, row, y);
        for (int i = 0; i < 512; i++)
            Assert.Equal(results[i], inFloat[i], 1e-3);
        Assert.True(results.Max() - results.Min() > 0.01);
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void CrossEntropyOfScoresFarApartIsExact(string element)
    {
        CompiledNetwork network = NetworkModels.Find(element + " Logits");
        foreach ((double[] scores, int label, double loss, double[] slopes) in (ReadOnlySpan<(double[], int, double, double[])>)[
            ([-431, 279, 427], 0, 858, [-1, 0, 1]),
            ([-431, 279, 427], 2, 0, [0, 0, 0]),
            ([1e4, -1e4, 0], 1, 2e4, [1, -1, 0]),
            ([1e38, -1e38, 0], 0, 0, [0, 0, 0]),
            ([7, 7, 7], 1, Math.Log(3), [1 / 3.0, -2 / 3.0, 1 / 3.0])])
        {
            IOptimizable model = network.Create();
            var values = new TensorValues(model);
            values.Fill(1.0);
            values.Write(model);
            Array[] inputs = [Numbers(network, scores), new[] { label }, Numbers(network, [3.0])];
            double found = network.AddGradients(model, inputs);
            Assert.Equal(loss, found, 1e-6 * Math.Max(1, loss));
            var gradients = TensorValues.Gradients(model);
            for (int i = 0; i < 3; i++)
                Assert.Equal(slopes[i] * scores[i], gradients["Scale", i], 1e-6 * Math.Max(1, Math.Abs(scores[i])));

            // One class only has no loss and no gradient.
            Assert.Equal(0.0, gradients["Single", 0]);
        }
    }

    private static double[] Layer(CompiledNetwork network, double[] row, double[] y)
    {
        IOptimizable model = Ones(network);
        Array results = network.Inferences.Single(i => i.Name == "Layer").Run(model, [Numbers(network, row), Numbers(network, y)], 0, 1);
        return [.. results.Cast<object>().Select(r => Convert.ToDouble(r, null))];
    }

    private static TensorValues Gradients(CompiledNetwork network, double[] row, double[] y)
    {
        IOptimizable model = Ones(network);
        network.AddGradients(model, [Numbers(network, row), Numbers(network, y)]);
        return TensorValues.Gradients(model);
    }

    private static IOptimizable Ones(CompiledNetwork network)
    {
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        values.Fill(1.0);
        values.Write(model);
        return model;
    }

    private static Array[] Inputs(CompiledNetwork network, double[] row) => [Numbers(network, row)];

    private static Array Numbers(CompiledNetwork network, double[] numbers) =>
        network.Element == typeof(double) ? numbers : Array.ConvertAll(numbers, n => (float)n);

    // Relative to the largest gradient of the parameter: each is a sum over a row of up to 512 terms.
    private static void AssertClose(TensorValues expected, TensorValues actual, double bound)
    {
        foreach ((string parameter, Array array) in expected.Arrays)
        {
            double scale = Math.Max(1, Enumerable.Range(0, array.Length).Max(i => Math.Abs(expected[parameter, i])));
            for (int i = 0; i < array.Length; i++)
            {
                Assert.True(double.IsFinite(actual[parameter, i]));
                Assert.Equal(expected[parameter, i], actual[parameter, i], bound * scale);
            }
        }
    }
}
