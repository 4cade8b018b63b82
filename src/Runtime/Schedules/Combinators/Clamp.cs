using System;

namespace FusedOpt.Schedules;

public static partial class Schedule
{
    /// <summary>A schedule whose rates are kept within bounds.</summary>
    /// <remarks>
    /// <code>min(max(schedule.GetLearningRate(step), min), max)</code>
    /// <para>A floor for a schedule that would go to 0, or a ceiling for one that would rise without end.</para>
    /// </remarks>
    /// <param name="schedule">The schedule.</param>
    /// <param name="min">The lowest rate; from 0 to max, and finite.</param>
    /// <param name="max">The highest rate; infinite if there is none.</param>
    /// <exception cref="ArgumentNullException">The schedule is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another argument is out of its range.</exception>
    public static ISchedule Clamp(this ISchedule schedule, double min = 0, double max = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new Bounds(schedule, Require.AtMost(Require.Rate(min), max, nameof(min)), max);
    }

    private sealed record Bounds(ISchedule Schedule, double Min, double Max) : ISchedule
    {
        public double GetLearningRate(long step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return Math.Clamp(Schedule.GetLearningRate(step), Min, Max);
        }
    }
}
