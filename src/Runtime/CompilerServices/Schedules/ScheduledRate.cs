using System;
using System.ComponentModel;
using System.Globalization;
using FusedOpt.Schedules;

namespace FusedOpt.CompilerServices;

/// <summary>Takes the learning rate of a step from the schedule that a class names, for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScheduledRate
{
    /// <summary>The learning rate of the next step.</summary>
    /// <param name="name">The name of the schedule in messages: <c>Model.Rate</c>.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="stepCount">The number of steps taken.</param>
    /// <typeparam name="T">The type of the schedule, so that a structure is not boxed.</typeparam>
    /// <exception cref="InvalidOperationException">The schedule is null, or gives a rate that is negative, infinite or NaN.</exception>
    public static double Compute<T>(string name, T? schedule, long stepCount)
        where T : ISchedule
    {
        // Asked of a structure, the question would box it.
        if (!typeof(T).IsValueType && schedule is null)
            throw new InvalidOperationException(
                $"{name} is null, and the learning rate is taken from it. Assign a schedule to it before the model is used.");
        double rate = schedule!.GetLearningRate(stepCount);
        return rate >= 0 && double.IsFinite(rate)
            ? rate
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} gives the learning rate {rate} for step {stepCount}. It must be finite and at least 0."));
    }

    /// <summary>The learning rate of the next step of a rule with a range of its own.</summary>
    /// <param name="name">The name of the schedule in messages: <c>Model.Rate</c>.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="stepCount">The number of steps taken.</param>
    /// <param name="isInRange">Returns true if a rate lies in the range.</param>
    /// <param name="message">The rule's message for rates out of the range.</param>
    /// <param name="range">The range, as the rule has it.</param>
    /// <typeparam name="T">The type of the schedule, so that a structure is not boxed.</typeparam>
    /// <exception cref="InvalidOperationException">The schedule is null, or gives a rate out of the range.</exception>
    public static double Compute<T>(string name, T? schedule, long stepCount, Predicate<double> isInRange, string message, string range)
        where T : ISchedule
    {
        double rate = Compute(name, schedule, stepCount);
        return isInRange(rate)
            ? rate
            : throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} gives the learning rate {rate} for step {stepCount}. {message}: {rate}. It must be in {range}."));
    }
}
