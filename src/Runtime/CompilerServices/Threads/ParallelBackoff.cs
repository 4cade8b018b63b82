using System;

namespace FusedOpt.CompilerServices;

/// <summary>For how long steps do without threads that have made them slower.</summary>
/// <remarks>
/// A thread that other processes have interrupted in its work, or that has taken the processor of the one which it is to help, is worse than none: milliseconds are lost. What steps have won by
/// help before makes up for it, up to half a millisecond; for the rest of the loss they do without for so long that a sixteenth of the time is lost at most. Steps that take less time than to
/// wake a thread lose it each time that they wake one, and win as long as they follow one another at once; so they wait longer from one waking to the next, and go on with threads that are awake.
/// More than a second is never rested: a step during which a computer sleeps, or a debugger holds it, tells nothing of those to come.
/// </remarks>
internal struct ParallelBackoff
{
    private double _won;
    private long _restEnd;
    private long _wakingRestEnd;

    /// <summary>Whether a step may be shared.</summary>
    public readonly bool Admits(long now) => now >= _restEnd;

    /// <summary>Whether a step that is short may wake a thread.</summary>
    public readonly bool AdmitsWaking(long now) => now >= _wakingRestEnd;

    /// <summary>Notes how long a step took that was shared.</summary>
    /// <param name="start">When it began.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="alone">How many ticks it takes on one thread.</param>
    /// <param name="isWaking">Whether it is a short one that has woken a thread.</param>
    public void Note(long start, long end, double alone, bool isWaking)
    {
        // A little slower is chance.
        double won = alone - (end - start), lost = -won - (Tuning.ChanceOfLoss * alone) - Tuning.LossByChance;
        if (lost <= 0)
        {
            _won = Math.Min(_won + Math.Max(won, 0), Tuning.MostWon);
            return;
        }

        double owed = Math.Max(lost - _won, 0);
        _won = Math.Max(_won - lost, 0);
        if (isWaking)
            _wakingRestEnd = end + Rest(Tuning.BackoffOfWaking * owed);
        else
            _restEnd = end + Rest(Tuning.BackoffOfSharing * owed);
    }

    private static long Rest(double ticks) => (long)Math.Min(ticks, Tuning.LongestRest);
}
