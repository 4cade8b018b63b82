using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Products skip nothing: zeros, infinities and NaN go where the formulas take them.</summary>
public class ZeroAndInfinityTests
{
    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void GradientsOfALinearMapAreTheSameAtTheOrigin(string element)
    {
        CompiledNetwork network = NetworkModels.Find(element + " Straight");
        Array[] inputs = network.Draw(20);
        IOptimizable model = network.Create(), zero = network.Create();
        var values = new TensorValues(zero);
        values.Fill(0.0);
        values.Write(zero);
        network.AddGradients(model, inputs);
        network.AddGradients(zero, inputs);
        Assert.Null(TensorValues.Gradients(model).Difference(TensorValues.Gradients(zero)));
        Assert.NotEqual(0, TensorValues.Gradients(zero)["Weight", 0]);
        Assert.Equal(1, TensorValues.Gradients(zero)["Bias", 0], 1e-6);
    }

    [Theory]
    [InlineData("Double MlpRelu")]
    [InlineData("Single MlpRelu")]
    [InlineData("Double MlpTanhSquared")]
    [InlineData("Single MlpTanhSquared")]
    [InlineData("Single Matrices")]
    [InlineData("Double Residual")]
    public void ResultsOfSpecialNumbersAreThoseOfTheMethod(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        string first = values.Arrays.Keys.First();
        values[first, 0] = 0;
        values[first, 1] = double.PositiveInfinity;
        values.Write(model);
        Array[] inputs = network.Draw(40);
        double[] special = [0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e-40];
        for (int i = 0; i < special.Length; i++)
            inputs[0].SetValue(Convert.ChangeType(special[i], network.Element, null), i * 5);
        foreach (CompiledInference inference in network.Inferences)
        {
            Assert.Null(Memory.Difference(inference.Reference(model, inputs, 0, 40), inference.Run(model, inputs, 0, 40)));
            Assert.Contains(inference.Run(model, inputs, 0, 40).Cast<object>(), r => double.IsNaN(Convert.ToDouble(r, null)));
        }

        Assert.Equal(network.ReferenceLoss(model, inputs), network.MeanLoss(model, inputs));
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void AGradientOfZeroTimesInfinityIsNaN(string element)
    {
        // The upstream gradient of the second product is 2 (w3 s - y) = 0, and its input is infinite.
        CompiledNetwork network = NetworkModels.Find(element + " Alone");
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        values.Fill(0.0);
        values.Write(model);
        Array[] inputs = network.Draw(1);
        inputs[0].SetValue(Convert.ChangeType(double.PositiveInfinity, network.Element, null), 0);
        Assert.True(double.IsNaN(network.AddGradients(model, inputs)));
        Assert.True(double.IsNaN(TensorValues.Gradients(model)["Slope", 0]));
    }
}
