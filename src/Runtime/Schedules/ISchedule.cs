namespace FusedOpt.Schedules;

/// <summary>A learning rate as a function of the number of updates made so far.</summary>
/// <remarks>
/// <para>
/// A schedule remembers nothing: the same step gives the same rate, in any order, so that a run that is resumed needs only its
/// step count. Name it on the class with <see cref="ScheduleAttribute">[Schedule]</see>, or set
/// <c>model.LearningRate = schedule.GetLearningRate(model.StepCount)</c> before each <c>model.Step()</c>: update number 1 sees
/// <c>GetLearningRate(0)</c>, as in PyTorch, optax and Keras.
/// </para>
/// <para>
/// Rates are closed forms, computed from the step alone, so errors do not add up. Steps up to 2^53 are exact. Sines and powers are those
/// of the platform and may differ between platforms in the last bit. The schedules here and the combinators of
/// <see cref="Schedule"/> allocate nothing in <see cref="GetLearningRate"/>; your own are combined in the same way.
/// </para>
/// </remarks>
public interface ISchedule
{
    /// <summary>The learning rate of the update after <paramref name="step"/> others.</summary>
    /// <param name="step">The number of updates made: <c>model.StepCount</c>; at least 0.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">The step is negative.</exception>
    double GetLearningRate(long step);
}
