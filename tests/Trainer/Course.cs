using System;
using System.IO;
using System.Security.Cryptography;

namespace FusedOpt.Trainer;

/// <summary>Trains models by gradients that are a function of the step, the name and the element.</summary>
internal static class Course
{
    /// <summary>Gives a model its first values.</summary>
    public static void Begin(IOptimizable model)
    {
        var fill = new Fill(0, isGradient: false);
        model.Visit(ref fill);
    }

    /// <summary>Takes steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="first">The number of the first step, from 1.</param>
    /// <param name="last">The number of the last step.</param>
    public static void Run(IOptimizable model, int first, int last)
    {
        for (int step = first; step <= last; step++)
        {
            var fill = new Fill(step, isGradient: true);
            model.Visit(ref fill);
            (model as IReactive)?.React(step);
            model.StepAndZeroGradients();
        }
    }

    /// <summary>Returns a digest of all that a checkpoint holds of a model.</summary>
    public static string Digest(IOptimizable model)
    {
        using var stream = new MemoryStream();
        model.SaveCheckpoint(stream);
        return Convert.ToHexString(SHA256.HashData(stream.ToArray()))[..16];
    }

    private readonly struct Fill(int step, bool isGradient) : IParameterVisitor
    {
        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            // A table of which few rows have a gradient has those that were touched.
            Span<T> target = isGradient ? gradient : parameter;
            for (int i = 0; i < target.Length; i++)
                target[i] = Add(target[i], Math.Sin((step * 7.3) + (name.Length * 1.7) + (i * 0.61)));
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }

        private static T Add<T>(T value, double added) => value switch
        {
            float x => (T)(object)(float)(x + added),
            double x => (T)(object)(x + added),
            Half x => (T)(object)(Half)((double)x + added),
            _ => throw new NotSupportedException(),
        };
    }
}
