using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>A model of the folder Golden: what a loss and its gradients must be.</summary>
internal sealed class GoldenModel
{
    // Some hundred roundings of 2^-53 in each sum, over ten steps, with a factor of some hundreds to spare.
    private const double Tolerance = 1e-10;

    private readonly JsonElement _model;

    public GoldenModel(string name)
    {
        using Stream stream = typeof(GoldenModel).Assembly.GetManifestResourceStream($"golden/{name}.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        _model = document.RootElement.Clone();
        Parameters = Tensors("parameters");
        Examples = [.. _model.GetProperty("examples").EnumerateArray().Select(e => e.EnumerateArray().Select(Values).ToArray())];
    }

    /// <summary>The parameters, which <see cref="AssertDescent"/> changes.</summary>
    public Dictionary<string, double[]> Parameters { get; }

    /// <summary>The inputs of each example, in the order of the formula.</summary>
    public double[][][] Examples { get; }

    /// <summary>Returns one input of all examples, example by example.</summary>
    public double[] Input(int number) => [.. Examples.SelectMany(e => e[number])];

    /// <summary>Asserts the loss, the gradients and ten steps of gradient descent.</summary>
    /// <param name="run">Computes the loss and the gradients of the parameters as they are.</param>
    public void AssertDescent(Func<(double Loss, Dictionary<string, double[]> Gradients)> run)
    {
        Dictionary<string, double[]> expected = Tensors("gradients"), after = Tensors("after");
        (double loss, Dictionary<string, double[]> gradients) = run();
        AssertClose(_model.GetProperty("loss").GetDouble(), loss);
        Assert.Equal(expected.Keys.Order(), gradients.Keys.Order());
        foreach (string name in expected.Keys)
            AssertClose(expected[name], gradients[name]);

        // A control: another gradient is none.
        Assert.ThrowsAny<Exception>(() => AssertClose(expected.First().Value, [.. gradients.First().Value.Select(g => g * (1 + 1e-8))]));
        double rate = _model.GetProperty("learningRate").GetDouble();
        foreach (JsonElement before in _model.GetProperty("losses").EnumerateArray())
        {
            (loss, gradients) = run();
            AssertClose(before.GetDouble(), loss);
            foreach ((string name, double[] parameter) in Parameters)
            {
                for (int i = 0; i < parameter.Length; i++)
                    parameter[i] -= rate * gradients[name][i];
            }
        }

        foreach (string name in after.Keys)
            AssertClose(after[name], Parameters[name]);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach ((double wanted, double found) in expected.Zip(actual))
            AssertClose(wanted, found);
    }

    private static void AssertClose(double expected, double actual)
    {
        double bound = Tolerance * Math.Max(1, Math.Abs(expected));
        Assert.InRange(actual, expected - bound, expected + bound);
    }

    private Dictionary<string, double[]> Tensors(string name) =>
        _model.GetProperty(name).EnumerateObject().ToDictionary(p => p.Name, p => Values(p.Value));

    private static double[] Values(JsonElement tensor) => [.. tensor.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())];
}
