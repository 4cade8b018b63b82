using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>A copy of all that a model holds, by name.</summary>
internal sealed class Snapshot : IParameterVisitor
{
    private readonly SortedDictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);

    public static Snapshot Of(IOptimizable model)
    {
        var snapshot = new Snapshot();
        model.Visit(ref snapshot);
        return snapshot;
    }

    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        _bytes.Add(name, MemoryMarshal.AsBytes(parameter).ToArray());
        _bytes.Add(name + "/gradient", MemoryMarshal.AsBytes(gradient).ToArray());
    }

    public void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged => _bytes.Add($"{parameter}/{name}", MemoryMarshal.AsBytes(state).ToArray());

    /// <summary>The names of what differs.</summary>
    public string Difference(Snapshot other) =>
        string.Join(
            ", ",
            _bytes.Keys.Union(other._bytes.Keys)
                .Where(
                    name => !_bytes.TryGetValue(name, out byte[]? a)
                        || !other._bytes.TryGetValue(name, out byte[]? b)
                        || !a.AsSpan().SequenceEqual(b)));

    /// <summary>Writes a number to every element of every parameter, and another to every gradient.</summary>
    public static void Write(IOptimizable model, double parameter, double gradient)
    {
        var writer = new Writer(parameter, gradient);
        model.Visit(ref writer);
    }

    private readonly struct Writer(double parameter, double gradient) : IParameterVisitor
    {
        public void Parameter<T>(string name, Span<T> values, Span<T> gradients)
            where T : unmanaged
        {
            values.Fill(Of<T>(parameter));
            gradients.Fill(Of<T>(gradient));
        }

        public void State<T>(string of, string name, Span<T> state)
            where T : unmanaged
        {
        }

        private static T Of<T>(double value) =>
            typeof(T) == typeof(float) ? (T)(object)(float)value : typeof(T) == typeof(Half) ? (T)(object)(Half)value : (T)(object)value;
    }
}
