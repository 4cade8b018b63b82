using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>How to wait for another thread: at first as one waits for what takes less than a microsecond, then as for one that has been interrupted.</summary>
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
