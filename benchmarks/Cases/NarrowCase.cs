using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>State in fewer bytes against state in full: a model of its own for each thread.</summary>
/// <param name="name">What the case is called.</param>
/// <param name="extent">Which runs it is part of.</param>
/// <param name="length">The number of parameters of all models together.</param>
/// <param name="threads">The number of models.</param>
internal sealed class NarrowCase(string name, Extent extent, int length, int threads) : Case(name, extent)
{
    public override Result Run(int rounds, double milliseconds)
    {
        Contender[] contenders =
        [
            Team(Column.FusedOpt, n => new AdamModel(n)),
            Team(Column.BFloat16, n => new BFloat16AdamModel(n)),
            Team(Column.Block8, n => new Block8AdamModel(n)),
        ];
        foreach (Contender contender in contenders)
        {
            contender.Write(Gradients.Ordinary);
            contender.LearningRate = 1e-6;
        }

        Sample.WarmUp(contenders);
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds, milliseconds);

        // Starting threads allocates.
        return new(Name, length, timings, threads == 1 ? allocated : 0, Remark: null, Refused: []);
    }

    private Team Team(Column column, Func<int, IOptimizable> model) =>
        new(column, [.. Enumerable.Range(0, threads).Select(_ => new Model<float>(column, model(length / threads)))]);
}
