using System;
using System.Diagnostics;

namespace FusedOpt;

/// <summary>How long an element takes on one thread, and for how long steps do without others that have made them slower.</summary>
/// <remarks>
/// A thread that other processes have interrupted in its work, or that has taken the processor of the one which it is to help, is worse than none: milliseconds are lost. What steps have won by
/// help before makes up for it, up to half a millisecond; for the rest of the loss they do without for so long that a sixteenth of the time is lost at most. Steps that take less time than to
/// wake a thread lose it each time that they wake one, and win as long as they follow one another at once; so they wait longer from one waking to the next, and go on with threads that are awake.
/// </remarks>
internal struct Pace
{
    private const int LostShare = 16, LostShareOfWaking = 64;

    private static readonly double s_mostWon = Stopwatch.Frequency / 2000.0;

    // Of ticks for each element: follows faster steps at once, and slower ones, which may have been interrupted, by and by.
    private double _alone;
    private double _won;
    private long _restEnd;
    private long _wakingRestEnd;

    /// <summary>Whether a step may be shared; the first is not, to be compared with.</summary>
    public readonly bool Admits(long now) => _alone > 0 && now >= _restEnd;

    /// <summary>Whether a step that is short may wake a thread.</summary>
    public readonly bool AdmitsWaking(long now) => now >= _wakingRestEnd;

    /// <summary>Notes how long a step took that was not shared.</summary>
    public void NoteAlone(long start, long end, long elements)
    {
        double pace = (double)(end - start) / elements;
        _alone = _alone == 0 || pace < _alone ? pace : _alone + (pace - _alone) / 64;
    }

    /// <summary>Notes how long a step took that was, and whether it is a short one that has woken a thread.</summary>
    public void NoteShared(long start, long end, long elements, bool isWaking)
    {
        // A little slower is chance.
        double alone = _alone * elements, won = alone - (end - start), lost = -won - (0.25 * alone) - (Stopwatch.Frequency / 500_000);
        if (lost <= 0)
        {
            _won = Math.Min(_won + Math.Max(won, 0), s_mostWon);
            return;
        }

        double owed = Math.Max(lost - _won, 0);
        _won = Math.Max(_won - lost, 0);
        if (isWaking)
            _wakingRestEnd = end + (long)(LostShareOfWaking * owed);
        else
            _restEnd = end + (long)(LostShare * owed);
    }
}
