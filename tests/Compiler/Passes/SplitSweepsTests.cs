using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class SplitSweepsTests
{
    [Fact]
    public void WithoutReductionsThereIsOneSweep()
    {
        Sweep sweep = Assert.Single(SplitSweeps.Run(ProgramParser.Parse(Samples.Adam)!).Sweeps);
        Assert.Equal(
            [StreamId.Parameter, StreamId.Gradient, StreamId.State(0), StreamId.State(1), StreamId.State(2)],
            sweep.Loads.Select(l => l.Stream));
        Assert.Equal([StreamId.Parameter, StreamId.State(0), StreamId.State(1), StreamId.State(2)], sweep.Stores.Select(s => s.Stream));
    }

    [Fact]
    public void WhatNeedsANormWaitsForASweepThatMeasuresIt()
    {
        SweepPlan plan = SplitSweeps.Run(
            Sketch.Of(s => s.Do(Op.Multiply, s.Y, s.Do(Op.ToElement, s.Builder.Reduction(Op.Sum, Rate.Tensor, s.X)))));
        Assert.Equal(2, plan.Sweeps.Count);
        Assert.Equal([StreamId.Parameter], plan.Sweeps[0].Loads.Select(l => l.Stream));
        Assert.Empty(plan.Sweeps[0].Stores);
        Assert.Single(plan.Sweeps[0].Reductions);
        Assert.Equal([StreamId.Gradient], plan.Sweeps[1].Loads.Select(l => l.Stream));
        Assert.Equal([StreamId.Parameter], plan.Sweeps[1].Stores.Select(s => s.Stream));
    }

    // Drawn again where it is needed again, and loaded from nowhere.
    [Fact]
    public void ARandomNumberIsDrawnInEachSweepThatNeedsIt()
    {
        SweepPlan plan = SplitSweeps.Run(Sketch.Of(s =>
        {
            int noise = s.Builder.Draw(Op.NormalNoise, new(0, 0));
            return s.Do(Op.Add, s.X, s.Do(Op.Multiply, noise, s.Do(Op.ToElement, s.Builder.Reduction(Op.Norm, Rate.Tensor, noise))));
        }));
        Assert.Equal(2, plan.Sweeps.Count);
        Assert.Empty(plan.Sweeps[0].Loads);
        Assert.Single(plan.Sweeps[0].Values);
        Assert.Equal([StreamId.Parameter], plan.Sweeps[1].Loads.Select(l => l.Stream));
        Assert.Contains(plan.Sweeps[0].Values[0], plan.Sweeps[1].Values);
    }

    [Fact]
    public void ANormOfWhatNeedsANormTakesOneMore()
    {
        int Scaled(Sketch s, int x) => s.Do(Op.Multiply, x, s.Do(Op.ToElement, s.Builder.Reduction(Op.Norm, Rate.Tensor, x)));
        Assert.Equal(3, SplitSweeps.Run(Sketch.Of(s => Scaled(s, Scaled(s, s.X)))).Sweeps.Count);
        Assert.Equal(2, SplitSweeps.Run(Sketch.Of(s => s.Do(Op.Add, Scaled(s, s.X), Scaled(s, s.Y)))).Sweeps.Count);
    }

    [Fact]
    public void AReductionOfWhatDiffersByRowAloneTakesNoSweep() => Assert.Equal(2, SplitSweeps.Run(Sketch.Of(s =>
    {
        int rows = s.Builder.Reduction(Op.Sum, Rate.Row, s.X);
        return s.Do(Op.Divide, rows, s.Do(Op.ToElement, s.Builder.Reduction(Op.Mean, Rate.Tensor, rows)));
    })).Sweeps.Count);

    // average = average + x, stored by the first sweep, so that the second loads it and has no need of x.
    [Fact]
    public void WhatAnEarlySweepCanSettleLaterOnesLoad()
    {
        Program program = WithState(
            (s, state) => s.Do(Op.Add, state, s.Y),
            (s, _, next) => s.Do(Op.Multiply, next, s.Do(Op.ToElement, s.Builder.Reduction(Op.Sum, Rate.Tensor, next))));
        SweepPlan plan = SplitSweeps.Run(program);
        Assert.Equal([StreamId.State(0)], plan.Sweeps[0].Stores.Select(s => s.Stream));
        Assert.Equal([StreamId.State(0)], plan.Sweeps[1].Loads.Select(l => l.Stream));
        Assert.Equal(program.States[0].Out, plan.Sweeps[1].Loads[0].Value);
    }

    [Fact]
    public void WhatALaterSweepStillReadsIsNotOverwritten()
    {
        Program program = WithState(
            (s, _) => s.Y, (s, state, _) => s.Do(Op.Multiply, state, s.Do(Op.ToElement, s.Builder.Reduction(Op.Sum, Rate.Tensor, s.Y))));
        SweepPlan plan = SplitSweeps.Run(program);
        Assert.Empty(plan.Sweeps[0].Stores);
        Assert.Equal([StreamId.Parameter, StreamId.State(0)], plan.Sweeps[1].Stores.Select(s => s.Stream).Order());
    }

    // x / y is measured, and then taken off: who keeps it divides once.
    [Fact]
    public void WhatWasMeasuredNeedNotBeDividedAgain()
    {
        int Scaled(Sketch s, Op op, int y) =>
            s.Do(Op.Multiply, s.Do(op, s.X, y), s.Do(Op.ToElement, s.Builder.Reduction(Op.Norm, Rate.Tensor, s.Do(op, s.X, y))));
        Sweep last = SplitSweeps.Run(Sketch.Of(s => Scaled(s, Op.Divide, s.Y))).Sweeps[1];
        Assert.Equal([StreamId.Parameter, StreamId.Gradient], last.Loads.Select(l => l.Stream));
        Assert.Equal(StreamKind.Intermediate, Assert.Single(last.Cached!.Loads).Stream.Kind);
        Assert.Equal(last.Stores, last.Cached!.Stores);

        // A product takes no longer than to load it, and the gradient is there already.
        Assert.Null(SplitSweeps.Run(Sketch.Of(s => Scaled(s, Op.Multiply, s.Y))).Sweeps[1].Cached);
        Assert.Null(
            SplitSweeps.Run(
                Sketch.Of(s => s.Do(Op.Divide, s.Y, s.Do(Op.ToElement, s.Builder.Reduction(Op.Norm, Rate.Tensor, s.Y))))).Sweeps[1].Cached);
    }

    [Fact]
    public void SweepBySweepMemoryEndsAsTheProgramLeavesIt()
    {
        int several = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
        {
            Program program = RemoveDead.Run(RandomPrograms.Of(seed, ElementType.Double));
            SweepPlan plan = SplitSweeps.Run(program);
            several += plan.Sweeps.Count > 1 ? 1 : 0;
            Assert.Null(SweepBySweep.Difference(program, plan, seed));
        }

        Assert.InRange(several, RandomProgramTests.Programs / 4, RandomProgramTests.Programs);
    }

    [Fact]
    public void ShortSweepsLeaveMemoryAsTheOthersDo()
    {
        int several = 0, seen = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
        {
            Program program = RemoveDead.Run(RandomPrograms.Of(seed, ElementType.Double));
            SweepPlan plan = SplitSweeps.Run(program);
            if (plan.Sweeps.All(s => s.Cached is null))
                continue;
            several++;
            Assert.Null(SweepBySweep.Difference(program, plan with { Sweeps = plan.Sweeps.Select(s => s.Cached ?? s) }, seed));

            // The parameter in the place of what was kept.
            Place Wrong(Place load) => load.Stream.Kind == StreamKind.Intermediate ? load with { Stream = StreamId.Parameter } : load;
            Sweep WithWrong(Sweep sweep) => sweep.Cached is { } kept ? kept with { Loads = kept.Loads.Select(Wrong) } : sweep;
            SweepPlan wrong = plan with { Sweeps = plan.Sweeps.Select(WithWrong) };
            seen += SweepBySweep.Difference(program, wrong, seed) is null ? 0 : 1;
        }

        Assert.InRange(several, 10, int.MaxValue);
        Assert.InRange(seen, several / 4, several);
    }

    // Stores moved to the first sweep, whether or not a later one still reads what they overwrite.
    [Fact]
    public void AStoreThatComesTooEarlyIsSeen()
    {
        int seen = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
        {
            Program program = RemoveDead.Run(RandomPrograms.Of(seed, ElementType.Double));
            SweepPlan plan = SplitSweeps.Run(program);
            Place[] late = [.. plan.Sweeps.Skip(1).SelectMany(s => s.Stores).Where(s => plan.Times[s.Value].Level == 0)];
            if (late.Length == 0)
                continue;
            Sweep[] wrong =
            [
                .. plan.Sweeps.Select(
                    (s, i) =>
                        s with { Stores = i == 0 ? s.Stores.Concat(late).ToEquatableArray() : s.Stores.Except(late).ToEquatableArray() }),
            ];
            seen += SweepBySweep.Difference(program, plan with { Sweeps = wrong.ToEquatableArray() }, seed) is null ? 0 : 1;
        }

        Assert.InRange(seen, 3, int.MaxValue);
    }

    private static Program WithState(Func<Sketch, int, int> next, Func<Sketch, int, int, int> parameter)
    {
        int after = -1;
        return Sketch.Of(s =>
        {
            int state = s.Builder.State(0, Rate.Varying, "s");
            after = next(s, state);
            return parameter(s, state, after);
        }) with
        {
            States = new[] { new StateSlot("s", Rate.Varying, 0, -1, after) }.ToEquatableArray(),
        };
    }
}
