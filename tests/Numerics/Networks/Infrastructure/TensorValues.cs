using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Networks.Infrastructure;

/// <summary>The parameters or the gradients of a model, by name, as arrays that can be changed and written back.</summary>
internal sealed class TensorValues
{
    public TensorValues(IOptimizable model, bool gradients = false)
    {
        var reader = new Reader(Arrays, gradients);
        model.Visit(ref reader);
    }

    /// <summary>The values.</summary>
    public Dictionary<string, Array> Arrays { get; } = [];

    /// <summary>Returns an element.</summary>
    public double this[string name, int index]
    {
        get => Convert.ToDouble(Arrays[name].GetValue(index), null);
        set => Arrays[name].SetValue(Convert.ChangeType(value, Arrays[name].GetType().GetElementType()!, null), index);
    }

    /// <summary>Returns the gradients of a model.</summary>
    public static TensorValues Gradients(IOptimizable model) => new(model, gradients: true);

    /// <summary>Draws values about as large as those of a layer of a few inputs.</summary>
    public void Fill(int seed)
    {
        var random = new Random(seed);
        foreach ((string name, Array array) in Arrays)
        {
            for (int i = 0; i < array.Length; i++)
                this[name, i] = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        }
    }

    /// <summary>Sets all values of all arrays.</summary>
    public void Fill(double value)
    {
        foreach ((string name, Array array) in Arrays)
        {
            for (int i = 0; i < array.Length; i++)
                this[name, i] = value;
        }
    }

    /// <summary>Writes the values to the parameters of a model.</summary>
    public void Write(IOptimizable model, bool gradients = false)
    {
        var writer = new Writer(Arrays, gradients);
        model.Visit(ref writer);
    }

    /// <summary>Describes the first difference in a bit; null if none.</summary>
    public string? Difference(TensorValues other) => Arrays
        .Select(a => Numerics.Tests.Infrastructure.Memory.Difference(a.Value, other.Arrays[a.Key]) is { } at ? a.Key + at : null)
        .FirstOrDefault(d => d is not null);

    private readonly struct Reader(Dictionary<string, Array> arrays, bool gradients) : IParameterVisitor
    {
        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => arrays.Add(name, (gradients ? gradient : parameter).ToArray());

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }

    private readonly struct Writer(Dictionary<string, Array> arrays, bool gradients) : IParameterVisitor
    {
        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => ((T[])arrays[name]).CopyTo(gradients ? gradient : parameter);

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
