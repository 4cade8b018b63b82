using System.Diagnostics;
using System.Threading;
using BenchmarkDotNet.Attributes;

namespace FusedOpt.Benchmarks.Fine;

/// <summary>The parts of the time that a thread of the library waits for another one.</summary>
public class PollBenchmarks
{
    private readonly int _pauses = 1;
    private long _now;
    private bool _hasYielded;

    /// <summary>The pause between two polls.</summary>
    [Benchmark]
    public void Poll() => Thread.SpinWait(_pauses);

    /// <summary>A look at the clock.</summary>
    [Benchmark]
    public long PollClock() => _now = Stopwatch.GetTimestamp();

    /// <summary>Giving up the processor, which another thread may want or not.</summary>
    [Benchmark]
    public bool PollYield() => _hasYielded = Thread.Yield();
}
