using System;

namespace FusedOpt.Schedules;

public static partial class Schedule
{
    /// <summary>The product of two schedules, step by step.</summary>
    /// <remarks>
    /// <code>schedule.GetLearningRate(step) * other.GetLearningRate(step)</code>
    /// <para>A schedule of factors on top of one of rates: PyTorch's ChainedScheduler, without its pitfall, since each factor depends on
    /// the step alone. <c>Times(0.5)</c> multiplies by a number.</para>
    /// </remarks>
    /// <param name="schedule">One schedule.</param>
    /// <param name="other">The other one.</param>
    /// <exception cref="ArgumentNullException">A schedule is null.</exception>
    public static ISchedule Times(this ISchedule schedule, ISchedule other)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(other);
        return new Product(schedule, other);
    }

    /// <summary>A schedule, each of its rates multiplied by the same factor.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="factor">The factor; finite and at least 0.</param>
    /// <exception cref="ArgumentNullException">The schedule is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its range.</exception>
    public static ISchedule Times(this ISchedule schedule, double factor) => schedule.Times(new Constant(Require.Rate(factor)));

    private sealed record Product(ISchedule Left, ISchedule Right) : ISchedule
    {
        public double GetLearningRate(long step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return Growth.Product(Left.GetLearningRate(step), Right.GetLearningRate(step));
        }
    }
}
