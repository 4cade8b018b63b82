using System;
using System.Linq;

namespace FusedOpt.Benchmarks.Measurement;

/// <summary>The timing of a contender over all rounds.</summary>
/// <param name="Nanoseconds">The median time of a step.</param>
/// <param name="Ratio">The median, over rounds, of this time by FusedOpt's in the same round: above 1, FusedOpt is faster.</param>
internal readonly record struct Timing(double Nanoseconds, double Ratio)
{
    public static Timing Of(double[] times, double[] fusedOpt) =>
        new(Median(times), Median([.. times.Zip(fusedOpt, (time, reference) => time / reference)]));

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
