using System;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Writes the sums of gradients as those of a model: the reference, one element after the other.</summary>
internal sealed class SumWriter(Memory[] gradients) : IParameterVisitor
{
    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            object sum = gradients[0].Arrays[name + "/gradient"].GetValue(i)!;
            foreach (Memory next in gradients.Skip(1))
                sum = Sum(sum, next.Arrays[name + "/gradient"].GetValue(i)!);
            gradient[i] = (T)sum;
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
