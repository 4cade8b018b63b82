using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Everything that goes around a rule, one thing with another: a covering array, in which each pair of values of two factors appears, but
/// for those that a diagnostic refuses. Each class has the bits of separate passes, and every pass that is left out is seen.
/// </summary>
[Collection(nameof(ThreadTests))]
public sealed class CrossingTests : IDisposable
{
    private const int Calls = 8;

    private static readonly IReadOnlyDictionary<string, Crossing> Crossings = new[]
    {
        Crossing.Of(rows => new Crossed01(rows), clears: false, threads: 1),
        Crossing.Of(rows => new Crossed02(rows), clears: true, threads: 3),
        Crossing.Of(rows => new Crossed03(rows), clears: false, threads: 1),
        Crossing.Of(rows => new Crossed04(rows), clears: true, threads: 1),
        Crossing.Of(rows => new Crossed05(rows), clears: false, threads: 1),
        Crossing.Of(rows => new Crossed06(rows), clears: true, threads: 3),
        Crossing.Summed(
            rows => new Crossed07(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: true,
            threads: 1),
        Crossing.Summed(
            rows => new Crossed08(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false,
            threads: 1),
        Crossing.Of(rows => new Crossed09(rows), clears: false, threads: 3),
        Crossing.Summed(
            rows => new Crossed10(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: true,
            threads: 3),
        Crossing.Of(rows => new Crossed11(rows), clears: true, threads: 1),
        Crossing.Of(rows => new Crossed12(rows), clears: false, threads: 1),
        Crossing.Of(rows => new Crossed13(rows), clears: true, threads: 3),
        Crossing.Of(rows => new Crossed14(rows), clears: true, threads: 1),
        Crossing.Of(rows => new Crossed15(rows), clears: true, threads: 3),
        Crossing.Summed(
            rows => new Crossed16(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false,
            threads: 3),
        Crossing.Of(rows => new Crossed17(rows), clears: true, threads: 3),
        Crossing.Summed(
            rows => new Crossed18(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false,
            threads: 1),
        Crossing.Of(rows => new Crossed19(rows), clears: true, threads: 1),
        Crossing.Summed(
            rows => new Crossed20(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false,
            threads: 3),
        Crossing.Of(rows => new Crossed21(rows), clears: true, threads: 3),
        Crossing.Of(_ => new Crossed22(), clears: false, threads: 1),
        Crossing.Of(_ => new Crossed23(), clears: true, threads: 3),
        Crossing.Of(_ => new Crossed24(), clears: false, threads: 1),
        Crossing.Of(_ => new Crossed25(), clears: true, threads: 3),
        Crossing.Of(_ => new Crossed26(), clears: false, threads: 3),
        Crossing.Of(_ => new Crossed27(), clears: true, threads: 3),
        Crossing.Of(_ => new Crossed28(), clears: false, threads: 3),
        Crossing.Of(_ => new Crossed29(), clears: true, threads: 3),
        Crossing.Of(_ => new Crossed30(), clears: true, threads: 1),
        Crossing.Of(_ => new Crossed31(), clears: false, threads: 3),
        Crossing.Of(_ => new Crossed32(), clears: true, threads: 1),
        Crossing.Of(_ => new Crossed33(), clears: false, threads: 1),
        Crossing.Of(_ => new Crossed34(), clears: false, threads: 3),
        Crossing.Summed(
            rows => new Crossed35(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: true,
            threads: 3),
        Crossing.Summed(
            rows => new Crossed36(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false,
            threads: 1),
        Crossing.Summed(
            rows => new Crossed37(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: true,
            threads: 1),
        Crossing.Summed(
            rows => new Crossed38(rows), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false,
            threads: 3),
        Crossing.Of(rows => new Crossed39(rows), clears: true, threads: 3),
        Crossing.Summed(
            _ => new Crossed40(), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: false, threads: 3),
        Crossing.Summed(
            _ => new Crossed41(), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g), clears: true, threads: 1),
    }.ToDictionary(c => c.Type.Name);

    public static TheoryData<string> Names() => [.. Crossings.Keys];

    public static TheoryData<string, Fault> Faults()
    {
        var faults = new TheoryData<string, Fault>();
        foreach (Crossing crossing in Crossings.Values)
        {
            foreach (Fault fault in Enum.GetValues<Fault>().Where(f => IsSeen(crossing, f)))
                faults.Add(crossing.Type.Name, fault);
        }

        return faults;
    }

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Fact]
    public void EveryPairAppearsOrIsRefused()
    {
        HashSet<(string, string)> there = [.. Crossings.Values.SelectMany(c => Pairs(c.Values.Select(v => new[] { v })))];
        (string One, string Other)[] all = [.. Pairs(Crossing.Factors.Select(f => f.Value.Select(v => $"{f.Key}={v}").ToArray()))];
        Assert.Empty(there.Except(all));
        Assert.Equal(
            all.Except(there).Order(),
            all.Where(p => Crossing.Refused.Any(r => (r.One(p.One) && r.Other(p.Other)) || (r.One(p.Other) && r.Other(p.One)))).Order());

        // One class less, and some pair is missing.
        Assert.Contains(
            Crossings.Values,
            left => Crossings.Values.Where(c => c != left).SelectMany(
                c => Pairs(c.Values.Select(v => new[] { v }))).Distinct().Count() < there.Count);
    }

    // A guard over a sum measures it once it is masked.
    [Theory]
    [InlineData("Kind")]
    [InlineData("Guard")]
    [InlineData("Prune")]
    public void EveryValueAppearsWithAGuardOverASumOfPrunedGradients(string factor) => Assert.Equal(
        Crossing.Factors[factor].Where(v => v.Length > 0).Order(),
        Crossings.Values.Where(c => c.Arguments("Sum") == "three" && c.Arguments("Guard").Length > 0 && c.Arguments("Prune").Length > 0)
            .Select(c => c.Arguments(factor))
            .Distinct()
            .Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void TheBitsAreThoseOfSeparatePasses(string name) => Assert.Null(Difference(Crossings[name], Fault.None));

    [Theory]
    [MemberData(nameof(Faults))]
    public void APassThatIsLeftOutIsSeen(string name, Fault fault) => Assert.NotNull(Difference(Crossings[name], fault));

    [Fact]
    public void EveryFaultIsTriedSomewhere() =>
        Assert.Equal(
            Enum.GetValues<Fault>().Where(f => f != Fault.None),
            Crossings.Values.SelectMany(c => Enum.GetValues<Fault>().Where(f => IsSeen(c, f))).Distinct().Order());

    // Returns true if the fault concerns the crossing.
    private static bool IsSeen(Crossing c, Fault fault) => fault switch
    {
        Fault.LearningRate => true,
        Fault.NoTransforms => c.Arguments("Transforms").Length > 0,
        Fault.OtherNoise => c.Arguments("Transforms") == "GradientNoise",
        Fault.NoAverage => c.Arguments("Average").Length > 0,
        Fault.NoScale => c.Arguments("Guard").Length > 0,
        Fault.NoSkip => Skips(c),
        Fault.NoWaiting => c.Arguments("Guard").Contains("MicroBatches", StringComparison.Ordinal),
        Fault.NoMask => c.Arguments("Prune").Length > 0,
        Fault.NoGradientMask => c.Arguments("Prune").Length > 0 && c.MeasuresGradients,
        Fault.NoRoundingOfState => c.Arguments("State") != "Full" && !c.Arguments("Kind").StartsWith("Double", StringComparison.Ordinal),
        Fault.NoSum => c.Arguments("Sum") == "three",
        Fault.NoClearing => c.Clears,
        Fault.LateSchedule => c.Arguments("Schedule").Length > 0,
        _ => false,
    };

    private static bool Skips(Crossing c) => c.Arguments("Guard") is "MaxNorm, Norm, SkipNonFinite" or "LossScale, GrowthInterval";

    private static IEnumerable<(string, string)> Pairs(IEnumerable<string[]> factors)
    {
        string[][] all = [.. factors];
        return all.SelectMany((one, i) => all.Skip(i + 1).SelectMany(other => one.SelectMany(a => other.Select(b => (a, b)))));
    }

    private static string? Difference(Crossing crossing, Fault fault)
    {
        OptimizeOptions.MaxDegreeOfParallelism = crossing.Threads;

        // From 65,536 elements on several threads take part.
        Crossing.Stepping stepping = crossing.Create(crossing.Threads > 1 ? 901 : 57);
        Writer.Parameters(stepping.Model, Values.Fill(5003, seed: 1, Inputs.Ordinary));
        var passes = new SeparatePasses(crossing, stepping.Model, fault);
        int each = crossing.Arguments("Guard").Contains("MicroBatches", StringComparison.Ordinal) ? 2 : 1;
        for (int call = 1; call <= Calls * each; call++)
        {
            for (int i = 0; i < stepping.Gradients.Count; i++)
                Writer.Gradients(stepping.Gradients[i], Values.Fill(997, seed: (10 * call) + i, Inputs.Ordinary));
            if (Skips(crossing) && call == 3)
                Spoil(stepping.Gradients[^1], "Vector", 7);
            if (passes.Pruned is { } pruned && call > 6 * each)
                Spoil(stepping.Gradients[^1], "Matrix", Array.IndexOf(pruned, true));
            Memory[] given = [.. stepping.Gradients.Select(Memory.Of)];
            stepping.Step();
            passes.Step(given);
            if (passes.Expected.Difference(Memory.Of(stepping.Model)) is { } difference)
                return $"call {call}: {difference}";
            if (given.Skip(1)
                .Zip(stepping.Gradients.Skip(1), (left, other) => left.Difference(Memory.Of(other)))
                .FirstOrDefault(d => d is not null) is { } others)
                return $"call {call}, gradients of others: {others}";
            if (passes.StepCount != stepping.Model.StepCount)
                return $"call {call}: {passes.StepCount} and {stepping.Model.StepCount} steps";
        }

        int steps = Calls - (Skips(crossing) ? 1 : 0);
        return passes.StepCount == steps ? null : $"{passes.StepCount} steps instead of {steps}";
    }

    private static void Spoil(IOptimizable model, string parameter, int index)
    {
        var spoiling = new Spoiling(parameter, double.NaN, index);
        model.Visit(ref spoiling);
    }
}
