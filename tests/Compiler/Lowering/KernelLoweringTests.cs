using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Compiler.Tests.Passes;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Lowering;

/// <summary>Kernels as data: what becomes of a program, as text, and that nothing is missing in it.</summary>
public class KernelLoweringTests
{
    [Fact]
    public void ElementsThatHaveNothingToDoWithEachOtherTakeOneSweep() => Assert.Equal(
        """
        kernel Rules.Adam Any
          arrays parameter, gradient, state 0 expAvg, state 1 expAvgSq, state 2 maxExpAvgSq
          once per step
            %5 = Step as step
            %6 = Hyperparameter Double 0 as learningRate
            %7 = Hyperparameter Double 1 as beta1
            %8 = Hyperparameter Double 2 as beta2
            %9 = Hyperparameter Double 3 as epsilon
            %10 = Hyperparameter Double 4 as weightDecay
            %11 = Hyperparameter Bool 5 as amsGrad
            %12 = Hyperparameter Bool 6 as biasCorrection
            %13 = Hyperparameter Bool 7 as maximize
            %17 = NotEqual %10 0
            %18 = ToElement %10
            %23 = Subtract 1 %7
            %24 = ToElement %23
            %28 = ToElement %8
            %30 = Subtract 1 %8
            %31 = ToElement %30
            %38 = ToDouble %5
            %39 = Pow %7 %38
            %40 = Subtract 1 %39
            %41 = Select %12 %40 1 as biasCorrection1
            %42 = Pow %8 %38
            %43 = Subtract 1 %42
            %44 = Sqrt %43
            %45 = Select %12 %44 1 as biasCorrection2Sqrt
            %46 = Multiply %6 %45
            %47 = Divide %46 %41 as stepSize
            %48 = Multiply %9 %45 as epsilonHat
            %49 = ToElement %47
            %52 = ToElement %48
            keep %11 %13 %17 %18 %24 %28 %31 %49 %52
          update
            sweep 1 over parameter*, gradient*, state 0*, state 1*, state 2*
              compiled for %11 %13 %17
              given %18 %24 %28 %31 %49 %52
              load %0 from parameter
              load %1 from gradient
              load %2 from state 0
              load %3 from state 1
              load %4 from state 2 if %11
              %14 = Negate %1 as gradient
              %15 = Select %13 %14 %1 as gradient
              %19 = Multiply %18 %0
              %20 = Add %15 %19 as gradient
              %21 = Select %17 %20 %15 as gradient
              %25 = Subtract %21 %2
              %26 = Multiply %24 %25
              %27 = Add %2 %26 as expAvg
              %29 = Multiply %28 %3
              %32 = Multiply %31 %21
              %33 = Multiply %32 %21
              %34 = Add %29 %33 as expAvgSq
              %35 = Max %4 %34 as maxExpAvgSq
              %36 = Select %11 %35 %4 as maxExpAvgSq
              %37 = Select %11 %35 %34 as secondMoment
              %50 = Multiply %49 %27
              %51 = Sqrt %37
              %53 = Add %51 %52
              %54 = Divide %50 %53
              %55 = Subtract %0 %54 as parameter
              store %55 to parameter
              store %27 to state 0
              store %34 to state 1
              store %36 to state 2 if %11
              clear gradient in the loop, if asked

        """,
        KernelPrinter.Print(Lower(ProgramParser.Parse(Samples.Adam)!)));

    [Fact]
    public void ANormIsMeasuredBeforeItIsNeeded() => Assert.Equal(
        """
        kernel Rules.Sketch Any
          arrays parameter, gradient
          intermediate %2
          update
            sweep 1 over parameter, gradient
              loop over parameter, gradient, block %2*
              load %0 from parameter
              load %1 from gradient
              %2 = Divide %0 %1
              store %2 to block %2
              reduce %3 = Norm Tensor %2 in block %2
            %4 = ToElement %3
            sweep 2 over parameter*, gradient*
              given %4
              load %0 from parameter
              load %1 from gradient
              %2 = Divide %0 %1
              %5 = Multiply %2 %4
              store %5 to parameter
              clear gradient in the loop, if asked
            or, if intermediates were kept, over parameter*, intermediate %2
              given %4
              load %2 from intermediate %2
              %5 = Multiply %2 %4
              store %5 to parameter
              clear gradient behind it, if asked

        """,
        KernelPrinter.Print(Lower(Sketch.Of(s => s.Do(
            Op.Multiply,
            s.Do(Op.Divide, s.X, s.Y),
            s.Do(Op.ToElement, s.Builder.Reduction(Op.Norm, Rate.Tensor, s.Do(Op.Divide, s.X, s.Y))))))));

    [Fact]
    public void RowsAndColumnsHaveBuffers() => Assert.Equal(
        """
        kernel Rules.Sketch Any
          arrays parameter, gradient
          buffer 0 of rows for %1
          buffer 1 of columns for %3
          buffer 2 of rows for %6
          update
            sweep 1 over parameter, gradient, row by row
              no loop
              with buffer 0*, buffer 1*
              reduce %1 = Sum Row %0 in parameter to buffer 0
              reduce %3 = Norm Column %2 in gradient to buffer 1
              load %0 from parameter
              load %2 from gradient
              clear gradient behind it, if asked
            %4 = Mean Tensor %1 from buffer 0
            %5 = ToElement %4
            each row
              load %1 from buffer 0
              %6 = Divide %1 %5
              store %6 to buffer 2
            sweep 2 over parameter*, row by row
              loop over parameter*, column 1
              with buffer 2, buffer 1
              given %6
              row argument %6 from buffer 2
              load %3 from column 1
              %7 = Add %6 %3
              store %7 to parameter

        """,
        KernelPrinter.Print(Lower(Sketch.Of(s =>
        {
            int rows = s.Builder.Reduction(Op.Sum, Rate.Row, s.X), columns = s.Builder.Reduction(Op.Norm, Rate.Column, s.Y);
            return s.Do(Op.Add, s.Do(Op.Divide, rows, s.Do(Op.ToElement, s.Builder.Reduction(Op.Mean, Rate.Tensor, rows))), columns);
        }))));

    // The verifier runs on every lowered program: here, on programs without sense, with every rate and reduction.
    [Fact]
    public void NothingIsMissingInAnyKernel()
    {
        int several = 0, axes = 0, cached = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
        {
            KernelIr kernel = Lower(Random(seed), isMasked: seed % 2 == 0);
            several += kernel.Sweeps.Count > 1 ? 1 : 0;
            axes += kernel.AxisBuffers.Count > 0 ? 1 : 0;
            cached += kernel.Sweeps.Any(s => s.Cached is not null) ? 1 : 0;
        }

        Assert.InRange(several, RandomProgramTests.Programs / 4, RandomProgramTests.Programs);
        Assert.InRange(axes, RandomProgramTests.Programs / 10, RandomProgramTests.Programs);
        Assert.InRange(cached, RandomProgramTests.Programs / 100, RandomProgramTests.Programs);
    }

    // Each change leaves something out, or puts it where something else belongs.
    [Theory]
    [MemberData(nameof(Changes))]
    public void WhatIsMissingIsSeen(string name)
    {
        int seen = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
        {
            KernelIr kernel = Lower(Random(seed));
            if (ByName[name](kernel) is not { } changed || changed == kernel)
                continue;
            Assert.NotNull(KernelVerifier.Check(changed));
            seen++;
        }

        Assert.InRange(seen, 20, int.MaxValue);
    }

    public static TheoryData<string> Changes => [.. ByName.Keys];

    private static readonly Dictionary<string, Func<KernelIr, KernelIr?>> ByName = new()
    {
        ["a uniform"] = k => k.Uniforms.Count == 0 || !k.Sweeps[0].Arguments.Contains(k.Uniforms[0])
            ? null
            : k with { Uniforms = k.Uniforms.Skip(1).ToEquatableArray() },
        ["a load"] = k => InFirst(k, s => s.Computed.Count == 0 || s.Loads.Count == 0 || !NeedsLoad(k, s)
            ? null
            : s with { Loads = s.Loads.Skip(1).ToEquatableArray() }),
        ["a store to memory"] = k => InFirst(k, s => s.Stores.Count == 0 || s.Stores[0].Stream.Kind == StreamKind.Block
            ? null
            : s with { Stores = s.Stores.Skip(1).ToEquatableArray() }),
        ["a computed value"] = k => InFirst(k, s => s.Computed.Count == 0
            ? null
            : s with { Computed = s.Computed.Take(s.Computed.Count - 1).ToEquatableArray() }),
        ["an argument"] = k => InFirst(k, s => s.Arguments.Count == 0 || s.Computed.Count == 0 || !Uses(k, s, s.Arguments[0])
            ? null
            : s with
            {
                Arguments = s.Arguments.Skip(1).ToEquatableArray(),
                RowArguments = s.RowArguments.Where(r => r.Value != s.Arguments[0]).ToEquatableArray(),
            }),
        ["a stream that is written"] = k => InFirst(k, s => s.Stores.Count == 0
            ? null
            : s with { Streams = s.Streams.Select(u => u with { IsWritten = false }) }),
        ["the clearing of pruned elements"] = k => k with { IsMasked = true },
        ["a sweep"] = k => k.Sweeps.All(s => s.Stores.Count == 0)
            ? null
            : k with { Actions = k.Actions.Where(a => a is not RunSweep).ToEquatableArray() },
        ["an action"] = k => k.Actions.OfType<ComputeTensorValues>().FirstOrDefault(c => Needed(k, c)) is { } compute
            ? k with { Actions = k.Actions.Where(a => a != compute).ToEquatableArray() }
            : null,
        ["the order of the sweeps"] = k => k.Sweeps.Count < 2 ? null : k with { Actions = k.Actions.Reverse().ToEquatableArray() },
        ["a buffer's store"] = k => k.Actions.OfType<ComputeAxisValues>().FirstOrDefault() is { } loop
            && k.AxisBuffers[loop.Stores[0].Buffer].State is not null
            ? k with { Actions = k.Actions.Select(a => a == loop ? loop with { Stores = loop.Stores.Skip(1).ToEquatableArray() } : a) }
            : null,
    };

    private static KernelIr? InFirst(KernelIr kernel, Func<SweepIr, SweepIr?> change) =>
        change(kernel.Sweeps[0]) is { } changed ? kernel with { Sweeps = kernel.Sweeps.Skip(1).Prepend(changed).ToEquatableArray() } : null;

    private static bool NeedsLoad(KernelIr kernel, SweepIr sweep) => Uses(kernel, sweep, sweep.Loads[0].Value);

    private static bool Uses(KernelIr kernel, SweepIr sweep, int value) =>
        sweep.Computed.Any(c => kernel.Program.Instructions[c].Operands.Contains(value));

    private static bool Needed(KernelIr kernel, ComputeTensorValues compute) =>
        kernel.Sweeps.Any(s => s.Arguments.Concat(s.Conditions).Intersect(compute.Values).Any());

    private static Program Random(int seed) => RemoveDead.Run(RandomPrograms.Of(seed, ElementType.Double));

    private static KernelIr Lower(Program program, bool isMasked = false)
    {
        var none = EquatableArray<string>.Empty;
        var key = new KernelKey("Rules." + program.Name, program.Element, none, none, EquatableArray<Setting>.Empty);
        return KernelLowering.Run(key, program, isMasked);
    }
}
