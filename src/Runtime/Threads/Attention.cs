using System.Diagnostics;
using System.Threading;

namespace FusedOpt;

/// <summary>How long a thread waits for the next step before it sleeps.</summary>
/// <remarks>
/// One that has been woken on the processor of the thread which it is to help makes way until the scheduler has moved it to another: a scheduler that sees its waker sleep now and then may
/// take the waker's processor for the best.
/// </remarks>
internal struct Attention()
{
    /// <summary>For so long, in ticks of <see cref="Stopwatch"/>: 50 microseconds.</summary>
    public static readonly long Span = Stopwatch.Frequency / 20_000;

    // Schedulers look for processors that are free every few milliseconds.
    private static readonly long s_patience = Stopwatch.Frequency / 100;

    private long _start = Stopwatch.GetTimestamp();
    private bool _isInTheWay;

    /// <summary>Whether to go on waiting.</summary>
    /// <param name="processor">That of the thread to help.</param>
    public bool Lasts(int processor)
    {
        bool wasInTheWay = _isInTheWay;
        _isInTheWay = Thread.GetCurrentProcessorId() == processor;
        if (_isInTheWay)
            Thread.Yield();
        else if (wasInTheWay)
            _start = Stopwatch.GetTimestamp();
        return Stopwatch.GetTimestamp() - _start < (_isInTheWay ? s_patience : Span);
    }
}
