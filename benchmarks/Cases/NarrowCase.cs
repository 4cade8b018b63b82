using System;
using System.Collections.Generic;
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
    public override Result Run(int rounds, double milliseconds)
    {
        Contender[] contenders =
        [
            Of(Column.FusedOpt, new AdamModel(length)),
            Of(Column.BFloat16, new BFloat16AdamModel(length)),
            Of(Column.Block8, new Block8AdamModel(length)),
        ];
        Sample.WarmUp(contenders);
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds, milliseconds);
        return new(Name, length, Bytes: null, timings, allocated, Remark: null, Refused: []);
    }

    private Contender Of(Column column, IOptimizable model)
    {
        var alone = new Model<float>(column, model) { LearningRate = 1e-6 };
        alone.Write(Gradients.Ordinary);
        return onThreads ? new Threaded(column, alone) : alone;
    }
}
