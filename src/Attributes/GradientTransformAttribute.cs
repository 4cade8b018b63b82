using System;

namespace FusedOpt;

/// <summary>
/// Marks a static partial class as a gradient transform: its one method <c>Transform</c> says, for one element, what becomes of the
/// gradient before the rule sees it. The generated step does it in the same pass; the gradient in memory stays as it is.
/// </summary>
/// <remarks>
/// <para><c>Transform</c> is <c>public static void</c>, in the language of <see cref="UpdateRuleAttribute">update rules</see>. Its
/// parameters are, in this order:</para>
/// <list type="bullet">
/// <item><c>ref float gradient</c>;</item>
/// <item><c>float parameter</c>, where the transform needs it;</item>
/// <item>state, <c>long step</c>, <c>Noise noise</c> and hyperparameters, as in a rule. The learning rate is none of them.</item>
/// </list>
/// </remarks>
/// <example>
/// <code>
/// [GradientTransform]
/// public static partial class Soften
/// {
///     public static void Transform(ref float gradient, [Interval("(0, inf)")] double scale = 1) =>
///         gradient = (float)scale * RuleMath.Tanh(gradient / (float)scale);
/// }
///
/// [Optimize(Adam), Transform(typeof(Soften)), Hyperparameter("scale", 2.0, Of = typeof(Soften))]
/// public partial class Model { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GradientTransformAttribute : Attribute
{
    /// <summary>The source of the transform: the authors and year of the paper. Shown in the generated code.</summary>
    public string? Source { get; set; }
}
