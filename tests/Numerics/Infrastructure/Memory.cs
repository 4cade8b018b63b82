using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A copy of everything a model holds, by name: <c>Weights</c>, <c>Weights/gradient</c>, <c>Weights/exp_avg</c>.</summary>
internal sealed class Memory : IParameterVisitor
{
    public Dictionary<string, Array> Arrays { get; } = [];

    public static Memory Of(IOptimizable model)
    {
        var memory = new Memory();
        model.Visit(ref memory);
        return memory;
    }

    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        Arrays.Add(name, parameter.ToArray());
        Arrays.Add(name + "/gradient", gradient.ToArray());
    }

    public void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged => Arrays.Add($"{parameter}/{name}", state.ToArray());

    /// <summary>The states of a parameter, by their names in checkpoints.</summary>
    public IEnumerable<string> States(string parameter) =>
        Arrays.Keys.Where(k => k.StartsWith(parameter + "/", StringComparison.Ordinal) && k != parameter + "/gradient")
            .Select(k => k[(parameter.Length + 1)..]);

    /// <summary>
    /// The first place where two memories differ in a bit, or null. All NaNs are one: .NET does not specify their payload.
    /// </summary>
    public string? Difference(Memory other)
    {
        if (!Arrays.Keys.Order(StringComparer.Ordinal).SequenceEqual(other.Arrays.Keys.Order(StringComparer.Ordinal)))
            return "the names";
        return Arrays.Select(a => Difference(a.Value, other.Arrays[a.Key]) is { } at ? $"{a.Key}{at}" : null)
            .FirstOrDefault(d => d is not null);
    }

    /// <summary>Describes the first difference between two arrays; null if none.</summary>
    public static string? Difference(Array left, Array right) => (left, right) switch
    {
        (float[] a, float[] b) => Difference(a, b, static x => float.IsNaN(x) ? long.MaxValue : BitConverter.SingleToInt32Bits(x)),
        (Half[] a, Half[] b) => Difference(a, b, static x => Half.IsNaN(x) ? long.MaxValue : BitConverter.HalfToInt16Bits(x)),
        (ushort[] a, ushort[] b) => Difference(a, b, static x => (x & 0x7FFF) > 0x7F80 ? long.MaxValue : x),
        (byte[] a, byte[] b) => Difference(a, b, static x => x),
        (double[] a, double[] b) => Difference(a, b, static x => double.IsNaN(x) ? long.MaxValue : BitConverter.DoubleToInt64Bits(x)),
        _ => $" is {left.GetType().Name} and {right.GetType().Name}",
    };

    private static string? Difference<T>(T[] left, T[] right, Func<T, long> bits)
        where T : unmanaged
    {
        if (left.Length != right.Length)
            return $".Length: {left.Length} and {right.Length}";
        if (MemoryMarshal.AsBytes<T>(left).SequenceEqual(MemoryMarshal.AsBytes<T>(right)))
            return null;
        for (int i = 0; i < left.Length; i++)
        {
            if (bits(left[i]) != bits(right[i]))
                return $"[{i}]: {left[i]} and {right[i]}";
        }

        return null;
    }
}

/// <summary>Writes the parameters or the gradients of a model, cycling through given values.</summary>
internal sealed class Writer(double[] values, bool gradients) : IParameterVisitor
{
    public static void Parameters(IOptimizable model, double[] values) => Write(model, new(values, gradients: false));

    public static void Gradients(IOptimizable model, double[] values) => Write(model, new(values, gradients: true));

    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        Span<T> target = gradients ? gradient : parameter;
        T[] cycle = Array.ConvertAll(
            values, value => (T)(typeof(T) == typeof(float) ? (float)value : typeof(T) == typeof(Half) ? (Half)value : (object)value));
        for (; target.Length > cycle.Length; target = target[cycle.Length..])
            cycle.CopyTo(target);
        cycle.AsSpan(0, target.Length).CopyTo(target);
    }

    public void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged
    {
    }

    private static void Write(IOptimizable model, Writer writer) => model.Visit(ref writer);
}
