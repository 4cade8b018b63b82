namespace FusedOpt.CompilerServices;

/// <summary>The policy for how long a thread waits for the next step before it sleeps.</summary>
/// <remarks>
/// A thread that was woken on the processor of the thread that it is to help is in the way there. It waits longer, until the scheduler has
/// moved it to a free processor.
/// </remarks>
internal struct IdleSpinPolicy(long now)
{
    private long _start = now;
    private bool _wasInTheWay;

    /// <summary>Returns true if the thread is to go on waiting. The time begins anew when the thread is no longer in the way.</summary>
    public bool CanSpin(bool isInTheWay, long now)
    {
        if (_wasInTheWay && !isInTheWay)
            _start = now;
        _wasInTheWay = isInTheWay;
        return now - _start < (isInTheWay ? Tuning.IdleSpinInTheWay : Tuning.IdleSpin);
    }
}
