using System.Diagnostics;

namespace FusedOpt;

/// <summary>How long an element takes on one thread, and for how long steps do without others that have made one slower.</summary>
/// <remarks>
/// A thread that other processes have interrupted in its work, or that has taken the processor of the one which it is to help, is worse than none: milliseconds are lost. Steps then do without
/// for so long that a sixteenth of the time is lost at most; a sixty-fourth with steps that take less time than to wake a thread, which lose it in each trial.
/// </remarks>
internal struct Pace
{
    private const int LostShare = 16, LostShareOfShortSteps = 64;

    // Of ticks for each element: follows faster steps at once, and slower ones, which may have been interrupted, by and by.
    private double _alone;
    private long _restEnd;

    /// <summary>Whether a step may be shared; the first is not, to be compared with.</summary>
    public readonly bool Admits(long now) => _alone > 0 && now >= _restEnd;

    /// <summary>Notes how long a step took.</summary>
    public void Note(bool isShared, long start, long end, long elements)
    {
        double pace = (double)(end - start) / elements;
        if (!isShared)
        {
            _alone = _alone == 0 || pace < _alone ? pace : _alone + (pace - _alone) / 64;
            return;
        }

        // A little slower is chance.
        double lost = end - start - 1.25 * _alone * elements - Stopwatch.Frequency / 500_000;
        if (lost > 0)
            _restEnd = end + (long)((elements < Team.WorthWaking ? LostShareOfShortSteps : LostShare) * lost);
    }
}
