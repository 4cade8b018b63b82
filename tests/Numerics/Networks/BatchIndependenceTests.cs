using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>An example has its own results, whatever batch it is in.</summary>
public class BatchIndependenceTests
{
    // In these, each parameter is used once, by a product, a normalization or an embedding, or as a factor of the examples' own values: its
    // gradient is a chain over the examples, which calls cut anywhere. Elsewhere a call adds up contributions of its own before they join
    // the gradient: of several uses, of a function of the parameter, or over all examples where the parameter is one number.
    private static readonly HashSet<string> Chains =
    [
        "MlpRelu", "MlpTanhSquared", "LayerNormGelu", "DeepOne", "DeepTwo", "DeepThree", "DeepFour", "DeepFive", "Straight", "RowValues",
        "OneColumn", "Logits", "OneOutput", "Normalized512",
    ];

    public static TheoryData<string> Names => NetworkModels.Dense;

    [Theory]
    [MemberData(nameof(Names))]
    public void ResultsAreEqualAtEachPositionOfEachBatch(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create();
        const int count = 1000;
        Array[] inputs = network.Draw(count), reversed = network.Choose(inputs, [.. Enumerable.Range(0, count).Reverse()]);
        foreach (CompiledInference inference in network.Inferences)
        {
            Array all = inference.Run(model, inputs, 0, count), turned = inference.Run(model, reversed, 0, count);
            int size = all.Length / count;
            for (int i = 0; i < count; i += 37)
            {
                Array one = inference.Run(model, inputs, i, 1);
                Assert.Null(Memory.Difference(one, Part(all, i * size, size)));
                Assert.Null(Memory.Difference(one, Part(turned, (count - 1 - i) * size, size)));
            }

            foreach (int few in (int[])[2, 15, 16, 17])
                Assert.Null(Memory.Difference(Part(all, 3 * size, few * size), inference.Run(model, inputs, 3, few)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsOfCallsWithOneTotalAreThoseOfOneCall(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        foreach (int count in (int[])[2, 17, 40, 1000])
        {
            Array[] inputs = network.Draw(count, seed: count);
            IOptimizable whole = network.Create(), parts = network.Create(), singles = network.Create();
            double loss = network.AddGradients(whole, inputs), sum = 0;
            sum += network.AddGradients(parts, inputs, 0, count / 3 + 1, count);
            sum += network.AddGradients(parts, inputs, count / 3 + 1, count - count / 3 - 1, count);
            for (int i = 0; i < count; i++)
                network.AddGradients(singles, inputs, i, 1, count);
            Assert.Equal(loss, sum, 1e-12 * Math.Max(1, Math.Abs(loss)) * count);
            var expected = TensorValues.Gradients(whole);
            if (Chains.Contains(name.Split(' ')[1]))
            {
                Assert.Null(expected.Difference(TensorValues.Gradients(parts)));
                Assert.Null(expected.Difference(TensorValues.Gradients(singles)));
            }

            AssertClose(network, expected, TensorValues.Gradients(parts), count);
            AssertClose(network, expected, TensorValues.Gradients(singles), count);

            // A control: means of means are no mean.
            if (count == 17)
            {
                IOptimizable other = network.Create();
                network.AddGradients(other, inputs, 0, 6);
                network.AddGradients(other, inputs, 6, 11);
                Assert.NotNull(expected.Difference(TensorValues.Gradients(other)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualExamplesHaveTheGradientOfOne(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        Array[] one = network.Draw(1);
        IOptimizable single = network.Create();
        double loss = network.AddGradients(single, one);
        foreach (int count in (int[])[2, 17, 600])
        {
            Array[] equal = network.Choose(one, new int[count]);
            IOptimizable model = network.Create();
            Assert.Equal(loss, network.AddGradients(model, equal), 1e-12 * Math.Max(1, Math.Abs(loss)) * count);
            AssertClose(network, TensorValues.Gradients(single), TensorValues.Gradients(model), count);
        }
    }

    // A sum of n terms has n roundings, relative to the sum of their magnitudes, which is at most that of the largest times the scale.
    private static void AssertClose(CompiledNetwork network, TensorValues expected, TensorValues actual, int count)
    {
        double unit = network.Element == typeof(double) ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24);
        foreach ((string parameter, Array array) in expected.Arrays)
        {
            double scale = Math.Max(1, Enumerable.Range(0, array.Length).Max(i => Math.Abs(expected[parameter, i])));
            for (int i = 0; i < array.Length; i++)
                Assert.Equal(expected[parameter, i], actual[parameter, i], 16 * (count + 1) * unit * scale);
        }
    }

    private static Array Part(Array array, int first, int count)
    {
        var part = Array.CreateInstance(array.GetType().GetElementType()!, count);
        Array.Copy(array, first, part, 0, count);
        return part;
    }
}
