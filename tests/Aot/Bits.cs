using System;
using System.IO;
using System.Runtime.InteropServices;

namespace FusedOpt.Aot;

/// <summary>Fills a model with numbers, steps it, and folds every bit that it holds into one number.</summary>
internal static class Bits
{
    public static void Print(Func<IOptimizable> create) => Print(create, model => model.Step());

    public static void Print<TModel>(Func<TModel> create, Action<TModel> step)
        where TModel : class, IOptimizable
    {
        TModel model = create();
        var fill = default(Fill);
        model.Visit(ref fill);
        for (int i = 0; i < 20; i++)
            step(model);
        using var file = new MemoryStream();
        model.SaveCheckpoint(file);
        var hash = default(Hash);
        hash.Add(file.ToArray());
        Console.WriteLine($"{model.GetType().Name} {Digest(model):X16} {hash.Value:X16}");

        // A checkpoint is all of a model.
        TModel loaded = create();
        file.Position = 0;
        loaded.LoadCheckpoint(file);
        if (Digest(loaded) != Digest(model) || Digest(create()) == Digest(model))
            throw new InvalidOperationException($"{model.GetType().Name} is not the model that was saved.");
    }

    private static ulong Digest(IOptimizable model)
    {
        var hash = default(Hash);
        model.Visit(ref hash);
        return hash.Value;
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

        public void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (byte b in bytes)
                Value = (Value ^ b) * 1099511628211;
        }
    }
}
