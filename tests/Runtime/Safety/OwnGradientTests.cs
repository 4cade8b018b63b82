using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Transforms;
using Xunit;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>
/// A parameter that is its own gradient is stepped as with a copy: no rule, in however many sweeps, reads a gradient where it has written
/// the parameter before.
/// </summary>
public class OwnGradientTests
{
    private static readonly Dictionary<string, Func<int, bool, IOptimizable>> s_models = new()
    {
        [nameof(OwnLamb)] = (n, isOwn) => With(
            new OwnLamb { Weights = Values(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Values(n)),
        [nameof(OwnLars)] = (n, isOwn) => With(
            new OwnLars { Weights = Values(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Values(n)),
        [nameof(OwnAdafactor)] = (n, isOwn) => With(
            new OwnAdafactor { Weights = Grid(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Grid(n)),
        [nameof(OwnStable)] = (n, isOwn) => With(
            new OwnStable { Weights = Values(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Values(n)),
        [nameof(OwnCautious)] = (n, isOwn) => With(
            new OwnCautious { Weights = Values(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Values(n)),
        [nameof(OwnClipped)] = (n, isOwn) => With(
            new OwnClipped { Weights = Values(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Values(n)),
        [nameof(OwnHalves)] = (n, isOwn) => With(
            new OwnHalves { Weights = Halves(n) }, m => m.Gradients.Weights = isOwn ? m.Weights : Halves(n)),
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string name in s_models.Keys)
        {
            foreach (int length in new[] { 7, 1_030, 300_020 })
                cases.Add(name, length);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ItIsReadBeforeItIsWritten(string name, int length)
    {
        IOptimizable own = s_models[name](length, true), copied = s_models[name](length, false), untouched = s_models[name](length, false);
        own.Step();
        copied.Step();
        Assert.Equal(Parameters(copied), Parameters(own));
        Assert.NotEqual(Parameters(untouched), Parameters(own));
    }

    private static byte[] Parameters(IOptimizable model)
    {
        var visitor = new Bytes();
        model.Visit(ref visitor);
        return [.. visitor.All];
    }

    private static float[] Values(int length) => [.. Enumerable.Range(0, length).Select(i => ((i * 37 % 101) - 50) / 16f)];

    private static Half[] Halves(int length) => [.. Values(length).Select(v => (Half)v)];

    private static float[,] Grid(int length)
    {
        float[] values = Values(length / 2 * 2);
        float[,] grid = new float[2, length / 2];
        Buffer.BlockCopy(values, 0, grid, 0, values.Length * sizeof(float));
        return grid;
    }

    private static T With<T>(T model, Action<T> change)
    {
        change(model);
        return model;
    }

    private sealed class Bytes : IParameterVisitor
    {
        public List<byte> All { get; } = [];

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => All.AddRange(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parameter));

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => All.AddRange(System.Runtime.InteropServices.MemoryMarshal.AsBytes(state));
    }
}

[Optimize(Optimizer.Lamb, LearningRate = 0.1)]
internal sealed partial class OwnLamb
{
    public float[] Weights = [];
}

[Optimize(Optimizer.Lars, LearningRate = 0.1)]
internal sealed partial class OwnLars
{
    public float[] Weights = [];
}

[Optimize(Optimizer.Adafactor, LearningRate = 0.1)]
internal sealed partial class OwnAdafactor
{
    public float[,] Weights = new float[0, 0];
}

[Optimize(Optimizer.StableAdamW, LearningRate = 0.1)]
internal sealed partial class OwnStable
{
    public float[] Weights = [];
}

[Optimize(Optimizer.CautiousAdamW, LearningRate = 0.1)]
internal sealed partial class OwnCautious
{
    public float[] Weights = [];
}

[Optimize(Optimizer.Lamb, LearningRate = 0.1), Transform(typeof(ClipByNorm), MaxNorm = 1)]
internal sealed partial class OwnClipped
{
    public float[] Weights = [];
}

[Optimize(Optimizer.Lamb, LearningRate = 0.1)]
internal sealed partial class OwnHalves
{
    public Half[] Weights = [];
}
