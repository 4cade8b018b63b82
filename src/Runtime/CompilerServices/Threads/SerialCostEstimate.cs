namespace FusedOpt.CompilerServices;

/// <summary>How long an element of one model takes on one thread: what help is compared with.</summary>
/// <remarks>The first step is not counted: it makes the state, touches memory for the first time and waits for the compiler.</remarks>
internal struct SerialCostEstimate
{
    // Of ticks for each element: follows faster steps at once, and slower ones, which may have been interrupted, by and by.
    private double _each;
    private bool _hasBegun;

    /// <summary>Whether it is known; until then steps are taken on one thread.</summary>
    public readonly bool IsKnown => _each > 0;

    /// <summary>How many ticks a step takes on one thread.</summary>
    public readonly double Estimate(long elements) => _each * elements;

    /// <summary>Notes how long a step took that was not shared.</summary>
    public void Note(long start, long end, long elements)
    {
        double each = (double)(end - start) / elements;
        if (_hasBegun)
            _each = _each == 0 || each < _each ? each : _each + (each - _each) / 64;
        _hasBegun = true;
    }
}
