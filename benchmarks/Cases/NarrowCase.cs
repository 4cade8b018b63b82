using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>State in fewer bytes against state in full.</summary>
/// <param name="name">What the case is called.</param>
/// <param name="extent">Which runs it is part of.</param>
/// <param name="length">The number of parameters.</param>
/// <param name="onThreads">Whether steps are taken on as many threads as there are processors; if not, on one.</param>
internal sealed class NarrowCase(string name, Extent extent, int length, bool onThreads) : Case(name, extent)
{
    // The bytes of Adam's step: parameter and gradient, then the moments, of which so many elements take those of one float.
    private static readonly (Column Column, Traffic Traffic)[] Limits = [.. new[] { (Column.Limit, 1), (Column.BFloat16Limit, 2), (Column.Block8Limit, 4) }.Select(limit =>
        (limit.Item1, new Traffic([[new([Slot.Parameter], [Slot.Gradient]), new([Slot.First, Slot.Second], []) { Stride = limit.Item2 }]])))];

    public override Result Run(int rounds, double milliseconds)
    {
        int threads = onThreads ? Environment.ProcessorCount : 1;
        PlacedTensors<float>[] placed = [.. Enumerable.Range(0, threads).Select(_ => new PlacedTensors<float>([length / threads], Limits[0].Traffic.Slots))];
        Contender[] contenders =
        [
            Of(Column.FusedOpt, new AdamModel(length)),
            Of(Column.BFloat16, new BFloat16AdamModel(length)),
            Of(Column.Block8, new Block8AdamModel(length)),
            .. Limits.Select(limit => new Together([.. placed.Select(tensors => new Limit<float>(tensors, limit.Traffic, limit.Column))])),
        ];
        Sample.WarmUp(contenders);
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds, milliseconds);
        foreach (PlacedTensors<float> tensors in placed)
            tensors.Dispose();
        string remark = FormattableString.Invariant(
            $"{Name}: only moving the bytes takes {timings[Column.BFloat16Limit].Ratio / timings[Column.Limit].Ratio:F2} of the time with state as bfloat16, {timings[Column.Block8Limit].Ratio / timings[Column.Limit].Ratio:F2} with codes of 8 bits.");
        return new(Name, length, Bytes: null, timings, allocated, remark, Refused: []);
    }

    private Contender Of(Column column, IOptimizable model)
    {
        var alone = new Model<float>(column, model) { LearningRate = 1e-6 };
        alone.Write(Gradients.Ordinary);
        return onThreads ? new Threaded(column, alone) : alone;
    }
}
