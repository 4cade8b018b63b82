using System;

namespace FusedOpt;

/// <summary>
/// Names the schedule of an <see cref="OptimizeAttribute">optimized</see> class: each step takes its learning rate from there, the first
/// one that of step 0.
/// </summary>
/// <remarks>
/// <para>
/// <c>model.LearningRate</c> is then the rate of the next step. Setting it puts an end to the schedule: the rate stays at the value that
/// was set. A submodel follows its own schedule rather than the outer learning rate.
/// </para>
/// <para>
/// The member may be static, one schedule for all models, or not, where its length is known at run time only. It is read once a step.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(AdamW), Schedule(nameof(Rate))]
/// public partial class Model
/// {
///     private static readonly ISchedule Rate = new Cosine(1e-3, steps: 9_000).Warmup(1_000);
///     public float[] Weights = new float[64];
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ScheduleAttribute : Attribute
{
    /// <summary>Takes the learning rate from a schedule.</summary>
    /// <param name="member">The name of a field or property of the class that is an <c>ISchedule</c>.</param>
    public ScheduleAttribute(string member) => Member = member;

    /// <summary>The name of the field or property.</summary>
    public string Member { get; }
}
