using System;

namespace FusedOpt;

/// <summary>
/// Marks a method of an <see cref="OptimizeAttribute">optimized</see> class that the losses of other classes may call on a submodel of
/// theirs. The compiler inlines it into the caller.
/// </summary>
/// <remarks>
/// The method is written like the <see cref="LossAttribute">loss</see>; its result is a <c>Vec</c>, a <c>Mat</c> or a number of the
/// parameters' type.
/// </remarks>
/// <example>
/// <code>
/// [Layer] public Mat&lt;float&gt; Apply([Shape(16, 32)] Mat&lt;float&gt; x) => x + Linear(RmsNorm(x, Gain), Weight, Bias);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LayerAttribute : Attribute;
