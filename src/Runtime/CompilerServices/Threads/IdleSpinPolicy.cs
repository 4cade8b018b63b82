using System.Diagnostics;

namespace FusedOpt.CompilerServices;

/// <summary>How long a thread waits for the next step before it sleeps.</summary>
/// <remarks>One that has been woken on the processor of the thread which it is to help is in the way there, and waits longer: until the scheduler has moved it to a processor that is free.</remarks>
internal struct IdleSpinPolicy(long now)
{
    /// <summary>For so long, in ticks of <see cref="Stopwatch"/>: 50 microseconds.</summary>
    public static readonly long Span = Stopwatch.Frequency / 20_000;

    /// <summary>And for so long while it is in the way: schedulers look for processors that are free every few milliseconds.</summary>
    public static readonly long SpanInTheWay = Stopwatch.Frequency / 100;

    private long _start = now;
    private bool _wasInTheWay;

    /// <summary>Whether to go on waiting. Who is no longer in the way begins anew.</summary>
    public bool Lasts(bool isInTheWay, long now)
    {
        if (_wasInTheWay && !isInTheWay)
            _start = now;
        _wasInTheWay = isInTheWay;
        return now - _start < (isInTheWay ? SpanInTheWay : Span);
    }
}
