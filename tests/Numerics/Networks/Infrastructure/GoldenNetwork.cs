using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace FusedOpt.Numerics.Tests.Networks.Infrastructure;

/// <summary>A model of the folders Golden: what a loss, its gradients and ten steps of gradient descent must be.</summary>
internal sealed class GoldenNetwork
{
    private readonly JsonElement _model;

    public GoldenNetwork(string name)
    {
        using Stream stream = typeof(GoldenNetwork).Assembly.GetManifestResourceStream($"networks/{name}.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        _model = document.RootElement.Clone();
    }

    /// <summary>The mean loss.</summary>
    public double Loss => _model.GetProperty("loss").GetDouble();

    /// <summary>The mean loss before each step.</summary>
    public double[] Losses => [.. _model.GetProperty("losses").EnumerateArray().Select(l => l.GetDouble())];

    /// <summary>The parameters at the start.</summary>
    public Dictionary<string, double[]> Parameters => Tensors("parameters");

    /// <summary>The gradients of the mean loss.</summary>
    public Dictionary<string, double[]> Gradients => Tensors("gradients");

    /// <summary>The parameters after ten steps.</summary>
    public Dictionary<string, double[]> After => Tensors("after");

    /// <summary>Returns the inputs of all examples.</summary>
    public Array[] Inputs(CompiledNetwork network) => [.. network.Inputs.Select((input, i) =>
    {
        double[] all = [.. _model.GetProperty("examples").EnumerateArray().SelectMany(e => Values(e[i]))];
        var values = Array.CreateInstance(input.Element, all.Length);
        for (int v = 0; v < all.Length; v++)
            values.SetValue(Convert.ChangeType(all[v], input.Element, null), v);
        return values;
    })];

    /// <summary>Returns a model with the parameters at the start.</summary>
    public IOptimizable Create(CompiledNetwork network)
    {
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        foreach ((string name, double[] tensor) in Parameters)
        {
            for (int i = 0; i < tensor.Length; i++)
                values[name, i] = tensor[i];
        }

        values.Write(model);
        return model;
    }

    // Parameters are named as properties are.
    private Dictionary<string, double[]> Tensors(string name) => _model.GetProperty(name).EnumerateObject()
        .ToDictionary(p => char.ToUpperInvariant(p.Name[0]) + p.Name[1..], p => Values(p.Value).ToArray());

    private static IEnumerable<double> Values(JsonElement tensor) =>
        tensor.GetProperty("values").EnumerateArray().Select(v => v.GetDouble());
}
