using System;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Threading;
using FusedOpt.Benchmarks.Contenders;

namespace FusedOpt.Benchmarks.Measurement;

/// <summary>Times steps.</summary>
internal static class Sample
{
    private const int MostRounds = 12;

    // Counting calls takes a round to begin, and two tiers one each; native code has no tiers.
    private static readonly int LeastRounds = RuntimeFeature.IsDynamicCodeCompiled ? 4 : 0;

    /// <summary>
    /// Runs contenders until their code has reached the JIT's last tier: until two rounds pass in which nothing is compiled.
    /// </summary>
    /// <remarks>
    /// Thirty calls take a method a tier up, when nothing has been compiled for 100 ms; what it no longer inlines starts anew.
    /// </remarks>
    public static void WarmUp(ReadOnlySpan<Contender> contenders)
    {
        int quiet = 0;
        for (int round = 0; round < LeastRounds || (round < MostRounds && quiet < 2); round++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (Contender contender in contenders)
            {
                long start = Stopwatch.GetTimestamp();
                for (int call = 0; call < 40 && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 20; call++)
                    contender.Run(1);
            }

            if (RuntimeFeature.IsDynamicCodeCompiled)
                Thread.Sleep(120);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }

    /// <summary>Returns the number of steps that fill a time: whole periods.</summary>
    public static int StepsIn(Contender contender, double milliseconds)
    {
        for (int periods = 1; ; periods *= 2)
        {
            double time = Time(contender, periods * contender.Period, out _) / 1e6;
            if (time > milliseconds / 2 || periods >= 1 << 24)
                return Math.Max(1, (int)(periods * milliseconds / time)) * contender.Period;
        }
    }

    /// <summary>The time of some steps in nanoseconds, after a period that brings the data into the caches.</summary>
    public static double Time(Contender contender, int steps, out long allocated)
    {
        contender.Run(contender.Period);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        contender.Run(steps);
        double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return time;
    }
}
