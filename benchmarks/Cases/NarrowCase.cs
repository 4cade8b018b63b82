using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>State in fewer bytes against state in full.</summary>
/// <param name="name">The name of the case.</param>
/// <param name="extent">The runs that the case is part of.</param>
/// <param name="length">The number of parameters.</param>
/// <param name="onThreads">True to take steps on as many threads as there are processors; false for one thread.</param>
internal sealed class NarrowCase(string name, Extent extent, int length, bool onThreads) : Case(name, extent)
{
    private const double LearningRate = 1e-6;

    // The bytes of Adam's step: parameter and gradient, then the moments, of which so many elements take those of one float.
    private static readonly (Column Column, Traffic Traffic)[] Limits =
        [.. new[] { (Column.Limit, 1), (Column.BFloat16Limit, 2), (Column.Block8Limit, 4) }.Select(limit =>
        (limit.Item1,
            new Traffic([[new([Slot.Parameter], [Slot.Gradient]), new([Slot.First, Slot.Second], []) { Stride = limit.Item2 }]])))];

    public override unsafe Result Run(int rounds, double milliseconds)
    {
        using PlacedThreads moved = new(length, Threads), coded = new(length, Threads);
        var block8 = new Block8AdamModel(length);
        List<Contender> contenders =
        [
            Of(Column.FusedOpt, new AdamModel(length)),
            Of(Column.BFloat16, new BFloat16AdamModel(length)),
            Of(Column.Block8, block8),
            .. Limits.Select(limit => moved.Together(tensors => new Limit<float>(tensors, limit.Traffic, limit.Column))),
        ];
        List<string> refused = [];
        if (NativeLoops.Find("adam_block8", inDouble: false) is var found && found != 0)
        {
            var loop = (delegate* unmanaged[Cdecl]<float*, float*, byte*, float*, byte*, float*, nuint, double*, void>)found;
            Contender inC = coded.Together(tensors => new CodesLoop(loop, tensors) { LearningRate = LearningRate });
            if (Difference(block8, inC, coded.First) is { } difference)
                refused.Add($"{Column.Block8C}: {difference}");
            else
                contenders.AddRange([inC, new CodesLoopInPlace(loop, block8, Threads) { LearningRate = LearningRate }]);
        }

        Sample.WarmUp([.. contenders]);
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds, milliseconds);
        double Share(Column column) => timings[column].Ratio / timings[Column.Limit].Ratio;
        string remark = string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: only moving the bytes takes {Share(Column.BFloat16Limit):F2} of the time with state as bfloat16, "
                + $"{Share(Column.Block8Limit):F2} with codes of 8 bits");
        if (timings.TryGetValue(Column.Block8C, out Timing timing))
            remark += string.Create(
                CultureInfo.InvariantCulture,
                $"; a loop in C over such codes takes {timing.Ratio:F2} of FusedOpt's step over floats, and "
                    + $"{timings[Column.Block8CInPlace].Ratio:F2} in FusedOpt's memory");
        return new(Name, length, Bytes: null, timings, allocated, remark + ".", refused);
    }

    private int Threads => onThreads ? Environment.ProcessorCount : 1;

    // The control comes first: a step short, everyone must differ.
    private static unsafe string? Difference(Block8AdamModel model, Contender inC, PlacedTensors<float> first)
    {
        PlacedTensors<float>.Tensor tensor = first.Tensors[0];
        bool Agree() => model.Weights.AsSpan(0, tensor.Length).SequenceEqual(tensor.Of(tensor.Parameter));
        var fusedOpt = new Model<float>(Column.Block8, model);
        fusedOpt.Reset();
        inC.Reset();
        inC.Write(Gradients.Ordinary);
        fusedOpt.Run(3);
        inC.Run(2);
        if (Agree())
            return "a step more or less makes no difference";
        inC.Run(1);
        return Agree() ? null : "other parameters";
    }

    private Contender Of(Column column, IOptimizable model)
    {
        var alone = new Model<float>(column, model) { LearningRate = LearningRate };
        alone.Write(Gradients.Ordinary);
        return onThreads ? new Threaded(column, alone) : alone;
    }
}
