using System;
using System.Linq;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>The gradients of <c>Stubs/course.py</c>.</summary>
internal static class Gradients
{
    /// <summary>Returns a gradient that both languages have without an error.</summary>
    /// <param name="name">The name of the parameter in PyTorch.</param>
    /// <param name="i">The index of the element.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public static double Compute(string name, int i, int step) =>
        ((((37 * step) + (11 * i) + name.Sum(c => c)) % 61) - 30.5) / 16;

    /// <summary>Takes steps.</summary>
    public static void Train(IOptimizable model, int first, int last)
    {
        for (int step = first; step <= last; step++)
        {
            var fill = new Fill(step);
            model.Visit(ref fill);
            model.StepAndZeroGradients();
        }
    }

    private readonly struct Fill(int step) : IParameterVisitor
    {
        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            // "Layers[0].Weight" is "layers.0.weight" in PyTorch.
            string there = new([.. name.ToLowerInvariant().Replace('[', '.').Where(c => c != ']')]);
            for (int i = 0; i < gradient.Length; i++)
            {
                double value = Compute(there, i, step);
                gradient[i] = typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
            }
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
