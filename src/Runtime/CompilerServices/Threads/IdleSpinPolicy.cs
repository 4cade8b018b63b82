namespace FusedOpt.CompilerServices;

/// <summary>How long a thread waits for the next step before it sleeps.</summary>
/// <remarks>One that has been woken on the processor of the thread which it is to help is in the way there, and waits longer: until the scheduler has moved it to a processor that is free.</remarks>
internal struct IdleSpinPolicy(long now)
{
    private long _start = now;
    private bool _wasInTheWay;

    /// <summary>Whether to go on waiting. Who is no longer in the way begins anew.</summary>
    public bool Lasts(bool isInTheWay, long now)
    {
        if (_wasInTheWay && !isInTheWay)
            _start = now;
        _wasInTheWay = isInTheWay;
        return now - _start < (isInTheWay ? Tuning.IdleSpinInTheWay : Tuning.IdleSpin);
    }
}
