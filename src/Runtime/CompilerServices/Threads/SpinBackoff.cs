using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The wait for another thread: polls at first, for work that is over within microseconds, and then yields the processor, in case the other
/// thread has been interrupted.
/// </summary>
internal struct SpinBackoff
{
    private int _polls;
    private SpinWait _spin;

    /// <summary>Waits for a moment.</summary>
    public void Wait()
    {
        if (_polls++ < Tuning.PollsBeforeYield)
            Thread.SpinWait(1);
        else
            _spin.SpinOnce(sleep1Threshold: -1);
    }
}
