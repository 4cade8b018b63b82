using System;

namespace FusedOpt.Schedules;

public static partial class Schedule
{
    /// <summary>A straight line up to the first rate of a schedule, and then the schedule, from its step 0.</summary>
    /// <remarks>
    /// <code>
    /// schedule.GetLearningRate(0) * (startFactor + (1 - startFactor) * step / steps)    where step &lt; steps
    /// schedule.GetLearningRate(step - steps)                                            from there on
    /// </code>
    /// <para>
    /// Lets an optimizer's moments settle before the strides get long. The schedule is put off by the warm-up, not cut short:
    /// <c>new Cosine(0.1, steps: 900).Warmup(100)</c> is a training of 1000 steps (optax's warmup_cosine_decay_schedule counts all of
    /// them as its decay_steps).
    /// </para>
    /// <para>
    /// With a startFactor of 0, as is usual, update number 1 has rate 0 and moves nothing but the moments; a startFactor of
    /// <c>1.0 / steps</c> lets it move.
    /// </para>
    /// </remarks>
    /// <param name="schedule">The schedule after the warm-up.</param>
    /// <param name="steps">The number of steps of the warm-up; from 1 to 2^53.</param>
    /// <param name="startFactor">The share of the schedule's first rate to begin with; from 0 to 1.</param>
    /// <exception cref="ArgumentNullException">The schedule is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another argument is out of its range.</exception>
    public static ISchedule Warmup(this ISchedule schedule, long steps, double startFactor = 0)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        double rate = schedule.GetLearningRate(0);
        return new Linear(Require.Share(startFactor) * rate, rate, steps).Then(schedule, after: steps);
    }
}
