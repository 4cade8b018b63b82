using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Around;

/// <summary>A step with something around it, against the plain one.</summary>
/// <param name="length">The number of parameters.</param>
/// <param name="feature">The feature around the rule.</param>
internal sealed class AroundCase(string name, int length, Feature feature) : Case(name, Extent.Full)
{
    public override Result Run(int rounds, double milliseconds)
    {
        using var placed = new PlacedTensors<float>([length], feature.Traffic.Slots);
        (IOptimizable model, Action<int>? run) = feature.FusedOpt(length);
        var plain = new SeparatePasses(Column.Baseline, length);
        List<Contender> contenders =
        [
            new Model<float>(Column.FusedOpt, model, run, feature.Traffic.Steps.Length),
            new SeparatePasses(Column.Passes, length, feature.Passes, feature.Traffic.Steps.Length),
            new Limit<float>(placed, feature.Traffic),
        ];
        List<string> refused = [.. Referee<float>.Refuse(contenders, model, feature.Steps).Select(reason => $"{Name}: {reason}")];

        // The control: a step without it does not compute the same.
        if (Referee<float>.Refuse([plain], model, feature.Steps).Count == 0)
            refused.Add($"{Name}: the plain step computes the same");
        contenders.Add(plain);
        foreach (Contender contender in contenders)
            contender.Write(Gradients.Ordinary);

        Sample.WarmUp(contenders.ToArray());
        (Dictionary<Column, Timing> timings, long allocated) = Rounds.Run(contenders, rounds, milliseconds);
        return new(Name, length, feature.Traffic.Bytes(sizeof(float)), timings, allocated, Remark: null, refused);
    }
}
