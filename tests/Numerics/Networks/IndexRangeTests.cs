using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>A label or a row that does not exist is refused before anything has changed.</summary>
public class IndexRangeTests
{
    [Theory]
    [InlineData("Double MlpRelu", "y", 3)]
    [InlineData("Single MlpRelu", "y", 3)]
    [InlineData("Double SkipGram", "word", 6)]
    [InlineData("Double SkipGram", "near", 6)]
    [InlineData("Single SkipGram", "far", 6)]
    [InlineData("Double Tied", "around", 6)]
    [InlineData("Single Tied", "next", 6)]
    [InlineData("Double Matrices", "labels", 3)]
    [InlineData("Double WordsSparse", "far", 6)]
    public void AnIndexOutOfRangeIsNamedAndNothingChanges(string name, string input, int limit)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        int number = Enumerable.Range(0, network.Inputs.Count).Single(i => network.Inputs[i].Name == input);
        int size = network.Inputs[number].Size, count = 600;
        IOptimizable model = network.Create();
        network.AddGradients(model, network.Draw(2));
        TensorValues values = new(model), gradients = TensorValues.Gradients(model);
        foreach (int wrong in (int[])[-1, -100, limit, int.MinValue])
        {
            foreach (int position in (int[])[0, count * size / 2, count * size - 1])
            {
                Array[] inputs = network.Draw(count);
                inputs[number].SetValue(wrong, position);
                Action[] calls =
                [
                    () => network.AddGradients(model, inputs),
                    () => network.Learn(model, inputs),
                    () => network.MeanLoss(model, inputs),
                ];
                foreach (Action call in calls)
                {
                    var exception = Assert.Throws<ArgumentOutOfRangeException>(call);
                    Assert.Equal(input, exception.ParamName);
                    Assert.Equal(wrong, exception.ActualValue);
                    Assert.Contains($"'{input}' has {wrong} at position {position}", exception.Message, StringComparison.Ordinal);
                    Assert.Contains($"0 to {limit - 1}", exception.Message, StringComparison.Ordinal);
                }
            }
        }

        Assert.Equal(0, model.StepCount);
        Assert.Null(values.Difference(new(model)));
        Assert.Null(gradients.Difference(TensorValues.Gradients(model)));

        // A control: the last row or class is one.
        Array[] last = network.Draw(count);
        last[number].SetValue(limit - 1, 0);
        network.Learn(model, last);
        Assert.Equal(1, model.StepCount);
    }
}
