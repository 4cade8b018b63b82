using System;

namespace FusedOpt;

/// <summary>
/// Gives a function of numbers a derivative of your own, which the gradient of a <see cref="LossAttribute">loss</see> uses instead of that
/// of the function's body.
/// </summary>
/// <param name="derivatives">
/// The names of methods of the same class, one for each parameter of the function, in order. Each takes the function's arguments and
/// returns the partial derivative for its parameter.
/// </param>
/// <remarks>
/// <para>
/// The function is a static method whose parameters and result are all <c>float</c>, or all <c>double</c>. Its value stays as it is: only
/// the gradient changes. That serves functions whose own derivative is 0 or does not exist, gradients that are clipped, and derivatives for
/// which you know a cheaper or more exact formula.
/// </para>
/// <para>
/// A derivative is not differentiated itself: it may call the function.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Gradient(nameof(RoundSlope))] private static float Round(float x) => MathF.Round(x);
/// private static float RoundSlope(float x) => 1;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GradientAttribute(params string[] derivatives) : Attribute
{
    /// <summary>The names of the derivatives, in the order of the parameters.</summary>
    public string[] Derivatives { get; } = derivatives;
}
