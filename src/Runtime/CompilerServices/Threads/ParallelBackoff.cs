using System;

namespace FusedOpt.CompilerServices;

/// <summary>The backoff from parallel steps: the time for which steps do without threads that have made them slower.</summary>
/// <remarks>
/// <para>
/// A thread that other processes have interrupted in its work, or that has taken the processor of the thread that it is to help, is worse
/// than none: milliseconds are lost. Time that shared steps have won before makes up for lost time, up to half a millisecond. For the rest
/// of the loss steps do without other threads for so long that a sixteenth of the time is lost at most.
/// </para>
/// <para>
/// Steps that take less time than waking a thread lose time whenever they wake one, and win as long as they follow one another at once. So
/// they wait longer from one waking to the next, and go on with threads that are awake.
/// </para>
/// <para>
/// A rest takes no longer than a second: a step during which a computer sleeps, or a debugger holds it, tells nothing of later steps.
/// </para>
/// </remarks>
internal struct ParallelBackoff
{
    private double _won;
    private long _restEnd;
    private long _wakingRestEnd;

    /// <summary>Returns true if a step may be shared.</summary>
    public readonly bool CanShare(long now) => now >= _restEnd;

    /// <summary>Returns true if a short step may wake a thread.</summary>
    public readonly bool CanWake(long now) => now >= _wakingRestEnd;

    /// <summary>Notes the time of a step that was shared.</summary>
    /// <param name="start">The time at which the step began, in ticks.</param>
    /// <param name="end">The time at which the step ended, in ticks.</param>
    /// <param name="alone">The estimated time of the step on one thread, in ticks.</param>
    /// <param name="isWaking">True for a short step that has woken a thread.</param>
    public void Note(long start, long end, double alone, bool isWaking)
    {
        // A loss below this bound is chance.
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
