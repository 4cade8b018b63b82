using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>A parameter that threads share, and measure together, has the bits of one thread.</summary>
[Collection(nameof(ThreadTests))]
public sealed class CooperativeSweepTests : IDisposable
{
    private const int Least = Tuning.LeastCooperative, Piece = Tuning.CooperativePiece;

    private static readonly Dictionary<string, Func<int, IOptimizable>> Models = new()
    {
        [nameof(LambDecay)] = length => new LambDecay(length),
        [nameof(LarsDecay)] = length => new LarsDecay(length),
        [nameof(StableAdamWDecay)] = length => new StableAdamWDecay(length),
        [nameof(CautiousAdamWDecay)] = length => new CautiousAdamWDecay(length),
        [nameof(AdafactorPlain)] = length => new AdafactorPlain(length),
        [nameof(ClippedLambAveraged)] = length => new ClippedLambAveraged(length),
        [nameof(LongKinds)] = length => new LongKinds(length),
        [nameof(LongDrift)] = length => new LongDrift(length),
        [nameof(NAdamPlain)] = length => new NAdamPlain(length),
        [nameof(AsgdDecay)] = length => new AsgdDecay(length),
        [nameof(ScheduleFreeDecay)] = length => new ScheduleFreeDecay(length),
        [nameof(LongSteady)] = length => new LongSteady(length),
        [nameof(LongStack)] = length => new LongStack(length),
        [nameof(PrunedNAdam)] = length => new PrunedNAdam(length),
        [nameof(PrunedLambAveraged)] = length => new PrunedLambAveraged(length),
        [nameof(PrunedClippedAdagrad)] = length => new PrunedClippedAdagrad(length),
    };

    // Too short to be shared, whole pieces, a piece of one element, of a block and of less than a vector more than some; what is kept
    // between sweeps, and what is too long to be.
    private static readonly int[] Lengths =
    [
        Least - 1, Least, Least + 1, Least + Block.Length, Least + 2 * Piece + 3, Tuning.MostIntermediate, Tuning.MostIntermediate + 1,
    ];

    public static TheoryData<string> Names() => [.. Models.Keys];

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBitsAreThoseOfOneThread(string name)
    {
        foreach (int length in Lengths)
        {
            Memory one = Stepped(name, length, (model, zeroes) => Step(model, zeroes));
            foreach (int threads in new[] { 2, 3, 4 })
                Assert.Null(one.Difference(Stepped(name, length, (model, zeroes) => CutStep.AtOnce(model, threads, zeroes))));
            Assert.Null(one.Difference(Stepped(name, length, (model, zeroes) => CutStep.InTurn(model, 3, zeroes))));

            Assert.NotNull(one.Difference(Stepped(name, length, (model, zeroes) => CutStep.AtOnce(model, 2, zeroes), steps: 1)));
        }
    }

    // The reductions decide: two steps on parts of a parameter are not one step on all of it.
    [Fact]
    public void WithoutCooperationTheBitsWouldBeOthers()
    {
        Memory whole = Stepped(nameof(LambDecay), 2 * Least, Step), part = Stepped(nameof(LambDecay), Least, Step);
        Assert.NotNull(Memory.Difference(((float[])whole.Arrays["Singles"])[..Least], part.Arrays["Singles"]));
    }

    // As if two threads multiplied it: the next step is another one.
    [Fact]
    public void AStateThatIsWrittenTwiceWouldBeSeen()
    {
        Memory once = Stepped(nameof(NAdamPlain), Least, Step), twice = Stepped(nameof(NAdamPlain), Least, (model, zeroes) =>
        {
            Step(model, zeroes);
            var square = new Squaring("mu_product");
            if (!zeroes)
                model.Visit(ref square);
        });
        Assert.NotNull(Memory.Difference(once.Arrays["Singles/mu_product"], twice.Arrays["Singles/mu_product"]));
        Assert.NotNull(Memory.Difference(once.Arrays["Singles"], twice.Arrays["Singles"]));
        Assert.Null(Memory.Difference(once.Arrays["Singles/exp_avg"], twice.Arrays["Singles/exp_avg"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void AStepAllocatesNothing(int threads)
    {
        OptimizeOptions.MaxDegreeOfParallelism = threads;
        foreach (int length in new[] { Tuning.MostIntermediate, 1 << 20 })
        {
            foreach (IOptimizable model in new IOptimizable[] { new LambDecay(length), new NAdamPlain(length) })
            {
                Assert.Equal(0, Allocation.Of(model.Step));
                Assert.Equal(0, Allocation.Of(model.StepAndZeroGradients));
            }
        }
    }

    private static void Step(IOptimizable model, bool zeroes)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        if (zeroes)
            model.StepAndZeroGradients();
        else
            model.Step();
    }

    // The gradients of the last step are cleared.
    private static Memory Stepped(string name, int length, Action<IOptimizable, bool> step, int steps = 2)
    {
        IOptimizable model = Models[name](length);
        Writer.Parameters(model, [0.5, -1.25, 2, 1e-3, -0.75, 3, 0.1]);
        for (int i = 1; i <= steps; i++)
        {
            Writer.Gradients(model, [1, -0.5, 0.25 + i, 1e-4, -2, 0.125, 3, -1e-3, 0.7, -0.3, 0.9]);
            step(model, i == steps);
        }

        return Memory.Of(model);
    }

    /// <summary>Squares a state of whole parameters.</summary>
    private readonly struct Squaring(string name) : IParameterVisitor
    {
        public void Parameter<T>(string parameter, Span<T> values, Span<T> gradient)
            where T : unmanaged
        {
        }

        public void State<T>(string parameter, string state, Span<T> values)
            where T : unmanaged
        {
            if (state == name && values is [double value])
                values[0] = (T)(object)(value * value);
        }
    }
}
