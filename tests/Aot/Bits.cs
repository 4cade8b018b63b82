using System;
using System.Runtime.InteropServices;

namespace FusedOpt.Aot;

/// <summary>Fills a model with numbers, steps it, and folds every bit that it holds into one number.</summary>
internal static class Bits
{
    public static void Print(IOptimizable model) => Print(model, model.Step);

    public static void Print(IOptimizable model, Action step)
    {
        var fill = default(Fill);
        model.Visit(ref fill);
        for (int i = 0; i < 20; i++)
            step();
        var hash = default(Hash);
        model.Visit(ref hash);
        Console.WriteLine($"{model.GetType().Name} {hash.Value:X16}");
    }

    private struct Fill : IParameterVisitor
    {
        public readonly void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            var random = new Random(name.Length);
            for (int i = 0; i < parameter.Length; i++)
                parameter[i] = Number<T>(random);

            // A sparse gradient has those of the touched rows alone.
            foreach (ref T value in gradient)
                value = Number<T>(random);
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }

        private static T Number<T>(Random random) =>
            typeof(T) == typeof(float) ? (T)(object)(random.NextSingle() - 0.5f)
            : typeof(T) == typeof(Half) ? (T)(object)(Half)(random.NextSingle() - 0.5f)
            : (T)(object)(random.NextDouble() - 0.5);
    }

    // FNV-1a.
    private struct Hash : IParameterVisitor
    {
        public ulong Value { get; private set; }

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => Add(MemoryMarshal.AsBytes(parameter));

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => Add(MemoryMarshal.AsBytes(state));

        private void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (byte b in bytes)
                Value = (Value ^ b) * 1099511628211;
        }
    }
}
