using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>A model whose parameters are arrays.</summary>
internal sealed class TensorCase<T>(
    string name, Extent extent, int[] lengths, Func<IOptimizable> model, Formula<T> formula) : Case(name, extent)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // After so many steps a first moment has sunk into the subnormals and stays there, unless the rule prevents it.
    private const int StepsToSettle = 2_000;

    /// <summary>The kind of gradients while steps are timed. Gradients are ordinary while results are compared.</summary>
    public Gradients Gradients { get; init; }

    /// <summary>The baseline of FusedOpt's step; null if none.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Makes the same model with fast math; null if there is none.</summary>
    public Func<IOptimizable>? Fast { get; init; }

    /// <summary>Takes steps of a model, where a call through the interface would be too much.</summary>
    public Func<IOptimizable, Action<int>>? Steps { get; init; }

    public override Result Run(int rounds, double milliseconds)
    {
        IOptimizable fusedOpt = model();
        using var placed = new PlacedTensors<T>(lengths, formula.Traffic.Slots);
        using var moved = new PlacedTensors<T>(lengths, formula.Traffic.Slots);
        List<Contender> contenders = [.. Contenders(fusedOpt, placed, moved)];
        List<string> refused = [.. Referee<T>.Refuse(contenders, fusedOpt, Referee<T>.Steps).Select(reason => $"{Name}: {reason}")];

        foreach (Contender contender in contenders)
        {
            if (contender.Column != Column.Baseline)
                contender.Write(Gradients);
            // A rate so small that nothing runs away in the million steps of a small case.
            contender.LearningRate = 1e-6;
            if (Gradients == Gradients.Zero)
                contender.Run(StepsToSettle);
        }

        Sample.WarmUp(contenders.ToArray());
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds, milliseconds);
        return new(
            Name, lengths.Sum(length => (long)length), formula.Traffic.Bytes(Unsafe.SizeOf<T>()), timings, allocated,
            Baseline?.Remark(Name, timings), refused);
    }

    private IEnumerable<Contender> Contenders(IOptimizable fusedOpt, PlacedTensors<T> placed, PlacedTensors<T> moved)
    {
        var alone = new Model<T>(Column.FusedOpt, fusedOpt, Steps?.Invoke(fusedOpt));
        yield return alone;
        if (Environment.ProcessorCount > 1)
            yield return new Threaded(Column.Threads, alone);
        if (Fast is not null)
            yield return new Model<T>(Column.FastMath, Fast());
        var ordinary = new OrdinaryTensors<T>(lengths, formula.States);
        yield return new ManagedLoop<T>(Column.Scalar, formula, ordinary);
        if (Baseline is not null)
            yield return Baseline.Make();
        // Single values are not for loops.
        if (lengths.Max() == 1)
            yield break;

        yield return new ManagedLoop<T>(Column.Primitives, formula, ordinary);
        yield return new Limit<T>(moved, formula.Traffic);
        bool inDouble = typeof(T) == typeof(double);
        nint exact = NativeLoops.Find($"{formula.NativeName}_exact", inDouble),
            fast = NativeLoops.Find($"{formula.NativeName}_fast", inDouble);
        if (exact == 0)
            yield break;
        yield return new NativeLoop<T>(Column.ExactC, exact, formula, placed);
        yield return new NativeLoop<T>(Column.FastC, fast, formula, placed);
        if (lengths.Length == 1)
            yield return new NativeLoopInPlace<T>(exact, formula, fusedOpt);
    }
}
