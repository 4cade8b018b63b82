using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A step that is cut for several threads has the bits of one that is not. It is cut here as <see cref="ThreadTeam"/> cuts it where others
/// come, and one thread goes through the pieces of all, from the last segment on: so it is cut on every machine, however busy it is and
/// however small the model.
/// </summary>
[Collection(nameof(ThreadTests))]
[CollectionDefinition(nameof(ThreadTests), DisableParallelization = true)]
public sealed class ThreadTests : IDisposable
{
    // Whole chunks, and a tail in the middle of a block and of a vector.
    private const int Length = 20_011;

    private static readonly Dictionary<string, Func<IOptimizable>> Others = new()
    {
        [nameof(ElementKinds)] = () => new ElementKinds(Length),
        [nameof(LineKinds)] = () => new LineKinds(Length),
        [nameof(Clipped)] = () => new Clipped(Length),
        [nameof(Stack)] = () => new Stack().Sharing(),
        [nameof(Derived)] = () => new Derived(),
        [nameof(BFloat16Kinds)] = () => new BFloat16Kinds(Length),
        [nameof(BFloat16Lamb)] = () => new BFloat16Lamb(Length),
        [nameof(Block8Kinds)] = () => new Block8Kinds(Length),
        [nameof(OwnedSingles)] = () => new OwnedSingles(),
        [nameof(OwnedDoubles)] = () => new OwnedDoubles(),
        [nameof(Ungraded)] = () => new Ungraded(),
        [nameof(Measured)] = () => new Measured(),
        [nameof(ClippedLambAveraged)] = () => new ClippedLambAveraged(Length),
        [nameof(SignedAdamWLookahead)] = () => new SignedAdamWLookahead(Length),
        [nameof(NoisyKinds)] = () => new NoisyKinds(Length),
        [nameof(NoisyLines)] = () => new NoisyLines(Length),
        [nameof(NoisyNarrow)] = () => new NoisyNarrow(Length),
        [nameof(NoisyStack)] = () => new NoisyStack(),
        ["many rows of a table"] = () => Touched(new SparseAdamW(700, 65), 600),
        ["long rows of a table"] = () => Touched(new SparseAdamW(5, 9001), 4),
    };

    public static TheoryData<string> Names() => [.. Variant.All.Select(v => v.Name).Concat(Others.Keys)];

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBitsAreThoseOfOneThread(string name)
    {
        Memory one = Stepped(name, threads: 1);
        foreach (int threads in new[] { 2, 3, 16 })
            Assert.Null(one.Difference(Stepped(name, threads)));
        Assert.NotNull(one.Difference(Stepped(name, threads: 2, steps: 2)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreClearedAsByOneThread(string name)
    {
        Memory one = Stepped(name, threads: 1, zeroes: true);
        Assert.Null(one.Difference(Stepped(name, threads: 3, zeroes: true)));
        Assert.NotNull(one.Difference(Stepped(name, threads: 3)));
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        OptimizeOptions.MaxDegreeOfParallelism = 2;
        var model = new AdamPlain(1 << 20);
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.Equal(0, Allocation.Of(model.StepAndZeroGradients));
        Assert.NotEqual(0, Allocation.Of(() => Memory.Of(model)));
    }

    private static SparseAdamW Touched(SparseAdamW model, int rows)
    {
        for (int row = rows; row-- > 0;)
        {
            model.Gradients.Singles[row].Clear();
            model.Gradients.Doubles[row].Clear();
            model.Gradients.Halves[row].Clear();
        }

        return model;
    }

    private static Memory Stepped(string name, int threads, int steps = 3, bool zeroes = false)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        IOptimizable model = Others.TryGetValue(name, out Func<IOptimizable>? create) ? create() : Variant.Named(name).Create(Length);
        Writer.Parameters(model, [0.5, -1.25, 2, 1e-3, -0.75, 3, 0.1]);
        for (int step = 0; step < steps; step++)
        {
            Writer.Gradients(model, [1, -0.5, 0.25 + step, 1e-4, -2, 0.125, 3, -1e-3, 0.7, -0.3, 0.9]);
            if (threads > 1)
                CutStep.InTurn(model, threads, zeroes);
            else if (zeroes)
                model.StepAndZeroGradients();
            else
                model.Step();
        }

        Assert.Equal(steps, model.StepCount);
        return Memory.Of(model);
    }
}
