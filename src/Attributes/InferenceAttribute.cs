using System;

namespace FusedOpt;

/// <summary>
/// Marks a method of an <see cref="OptimizeAttribute">optimized</see> class that computes a result from one example. The compiler adds an
/// overload for batches of examples, which keeps no values for a gradient.
/// </summary>
/// <remarks>
/// The method is written like the <see cref="LossAttribute">loss</see>, which may call it. Its result is a <c>Vec</c>, a <c>Mat</c> or a
/// number of the parameters' type.
/// </remarks>
/// <example>
/// <code>
/// [Inference] private Vec&lt;float&gt; Scores([Shape(784)] Vec&lt;float&gt; pixels) => Linear(pixels, Weight, Bias);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InferenceAttribute : Attribute;
