using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Each gradient is that of differences of the mean loss, element by element of each parameter.</summary>
public class FiniteDifferenceTests
{
    private const double Tolerance = 1e-7;

    // The first step is the best one where the loss is smooth: with four values, the error of the difference is about 1e-12. The others
    // cross fewer kinks. A wrong gradient agrees with none.
    private static readonly double[] Steps = [1.0 / (1 << 10), 1.0 / (1 << 13), 1.0 / (1 << 16), 1.0 / (1 << 19)];

    public static TheoryData<string> Names => NetworkModels.Doubles;

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreThoseOfDifferences(string name)
    {
        CompiledNetwork network = NetworkModels.Find(name);
        IOptimizable model = network.Create(seed: 3);
        Array[] inputs = network.Draw(3, seed: 4);
        network.AddGradients(model, inputs);
        var gradients = TensorValues.Gradients(model);
        foreach ((string parameter, Array array) in new TensorValues(model).Arrays)
        {
            int largest = Enumerable.Range(0, array.Length).MaxBy(i => Math.Abs(gradients[parameter, i]));
            for (int i = 0; i < array.Length; i++)
            {
                double gradient = gradients[parameter, i];
                if (Departure(network, model, inputs, parameter, i, gradient) is { } difference)
                    Assert.Fail($"{name}: the gradient of {parameter}[{i}] is {gradient}, and the difference {difference}");
            }

            // A control: the largest gradient of the parameter, off by 1 %.
            if (gradients[parameter, largest] != 0)
                Assert.NotNull(Departure(network, model, inputs, parameter, largest, gradients[parameter, largest] * 1.01));
        }

        Assert.Contains(gradients.Arrays.Keys, p => Enumerable.Range(0, gradients.Arrays[p].Length).Any(i => gradients[p, i] != 0));
    }

    /// <summary>Returns the difference that is nearest to a gradient if it is too far away; null if it is near.</summary>
    internal static double? Departure(
        CompiledNetwork network, IOptimizable model, Array[] inputs, string parameter, int index, double gradient)
    {
        double nearest = double.NaN;
        foreach (double step in Steps)
        {
            double difference = Difference(network, model, inputs, parameter, index, step);
            if (Math.Abs(difference - gradient) <= Tolerance * Math.Max(Math.Abs(gradient), 1e-3))
                return null;
            if (!(Math.Abs(nearest - gradient) < Math.Abs(difference - gradient)))
                nearest = difference;
        }

        return nearest;
    }

    private static double Difference(
        CompiledNetwork network, IOptimizable model, Array[] inputs, string parameter, int index, double step)
    {
        double origin = new TensorValues(model)[parameter, index];
        double At(double offset)
        {
            new ElementWriter(parameter, index, origin + offset).Write(model);
            return network.MeanLoss(model, inputs);
        }

        double near = At(step) - At(-step), far = At(2 * step) - At(-2 * step);
        At(0);
        return (8 * near - far) / (12 * step);
    }

    private readonly struct ElementWriter(string parameter, int index, double value) : IParameterVisitor
    {
        public void Write(IOptimizable model)
        {
            ElementWriter writer = this;
            model.Visit(ref writer);
        }

        public void Parameter<T>(string name, Span<T> values, Span<T> gradient)
            where T : unmanaged
        {
            if (name == parameter)
                values[index] = (T)(object)value;
        }

        public void State<T>(string name, string state, Span<T> values)
            where T : unmanaged
        {
        }
    }
}
