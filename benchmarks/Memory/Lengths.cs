using System;
using System.Collections.Generic;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>Lists the lengths of a model's parameters.</summary>
internal readonly struct Lengths(List<int> lengths) : IParameterVisitor
{
    public static int[] Of(IOptimizable model)
    {
        List<int> lengths = [];
        var visitor = new Lengths(lengths);
        model.Visit(ref visitor);
        return [.. lengths];
    }

    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged => lengths.Add(parameter.Length);

    public void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged
    {
    }
}
