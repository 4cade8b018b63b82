namespace FusedOpt.CompilerServices;

/// <summary>The estimated time of one model's step on one thread, with which the time of shared steps is compared.</summary>
/// <remarks>The first step is not counted: it makes the state, touches memory for the first time and waits for the compiler.</remarks>
internal struct SerialCostEstimate
{
    // Ticks for each element. The estimate follows faster steps at once, and slower ones, which may have been interrupted, by and by.
    private double _each;
    private bool _hasBegun;

    /// <summary>True if the time is known; until then steps are taken on one thread.</summary>
    public readonly bool IsKnown => _each > 0;

    /// <summary>Returns the estimated number of ticks that a step takes on one thread.</summary>
    public readonly double Estimate(long elements) => _each * elements;

    /// <summary>Notes the time of a step that was not shared.</summary>
    public void Note(long start, long end, long elements)
    {
        double each = (double)(end - start) / elements;
        if (_hasBegun)
            _each = _each == 0 || each < _each ? each : _each + (each - _each) / 64;
        _hasBegun = true;
    }
}
