using System;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Writes the sums of gradients as those of a model: the reference, one element after the other.</summary>
internal sealed class SumWriter(Memory[] gradients) : IParameterVisitor
{
    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        T[][] terms = [.. gradients.Select(g => (T[])g.Arrays[name + "/gradient"])];
        for (int i = 0; i < gradient.Length; i++)
        {
            T sum = terms[0][i];
            foreach (T[] next in terms.AsSpan(1))
                sum = (T)Sum(sum, next[i]);
            gradient[i] = sum;
        }
    }

    public void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged
    {
    }

    private static object Sum(object left, object right) => (left, right) switch
    {
        (float a, float b) => a + b,
        (double a, double b) => a + b,
        (Half a, Half b) => a + b,
        _ => throw new NotSupportedException(),
    };
}
