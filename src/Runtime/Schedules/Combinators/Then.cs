using System;

namespace FusedOpt.Schedules;

public static partial class Schedule
{
    /// <summary>One schedule, and from a step on another one, which begins there with its own step 0.</summary>
    /// <remarks>
    /// <code>
    /// first.GetLearningRate(step)           where step &lt; after
    /// next.GetLearningRate(step - after)    from there on
    /// </code>
    /// <para>In <c>a.Then(b, after: 10).Then(c, after: 30)</c> both numbers count from the beginning of a, so b lasts 20 steps: PyTorch's
    /// SequentialLR and optax's join_schedules.</para>
    /// </remarks>
    /// <param name="first">The schedule of the first steps.</param>
    /// <param name="next">The schedule of the others.</param>
    /// <param name="after">The number of steps before it begins; from 1 to 2^53.</param>
    /// <exception cref="ArgumentNullException">A schedule is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is out of its range.</exception>
    public static ISchedule Then(this ISchedule first, ISchedule next, long after)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(next);
        return new Sequence(first, next, Require.Steps(after));
    }

    private sealed record Sequence(ISchedule First, ISchedule Next, long After) : ISchedule
    {
        public double GetLearningRate(long step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return step < After ? First.GetLearningRate(step) : Next.GetLearningRate(step - After);
        }
    }
}
