using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Benchmarks.Contenders;

namespace FusedOpt.Benchmarks.Measurement;

/// <summary>
/// Interleaved rounds: in each one every contender is timed once, so that what the machine does meanwhile happens to all of them.
/// </summary>
internal static class Rounds
{
    /// <summary>Times contenders.</summary>
    /// <param name="contenders">FusedOpt first.</param>
    /// <param name="rounds">The number of rounds.</param>
    /// <param name="milliseconds">The time that each contender gets in a round; one step at least.</param>
    public static (Dictionary<Column, Timing> Timings, long Allocated) Run(
        IReadOnlyList<Contender> contenders, int rounds, double milliseconds)
    {
        int[] steps = [.. contenders.Select(contender => Sample.StepsIn(contender, milliseconds))];
        double[][] times = [.. contenders.Select(_ => new double[rounds])];
        long allocated = 0;
        for (int round = 0; round < rounds; round++)
        {
            // Another order each time: no one always follows the same one.
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                int i = (turn * (round % 2 == 0 ? 1 : contenders.Count - 1) + round) % contenders.Count;
                times[i][round] = Sample.Time(contenders[i], steps[i], out long bytes) / steps[i];
                if (contenders[i].Column is Column.FusedOpt or Column.Threads)
                    allocated += bytes;
            }
        }

        return (contenders.Select((contender, i) => (contender.Column, Timing.Of(times[i], times[0]))).ToDictionary(), allocated);
    }
}
