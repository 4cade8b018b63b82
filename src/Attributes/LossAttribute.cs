using System;

namespace FusedOpt;

/// <summary>
/// Marks the method of an <see cref="OptimizeAttribute">optimized</see> class that computes the loss of one example. The compiler makes
/// the gradient from the method's source, for batches of examples.
/// </summary>
/// <remarks>
/// <para>
/// The method is ordinary C#: called directly, it computes the loss of one example, in the bits of the compiled forward pass. Its
/// functions are those of the class <c>Functional</c>, on values of <c>Vec</c> and <c>Mat</c>; its result is a number of the parameters'
/// type.
/// </para>
/// <para>
/// Each parameter of the method is one example's: a <c>Vec</c>, a <c>Mat</c> or a span with a <see cref="ShapeAttribute">shape</see>, or a
/// single number.
/// </para>
/// <para>
/// An abstract class that is not optimized itself can have the method for all optimized classes that derive from it.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Loss] private float Loss([Shape(784)] Vec&lt;float&gt; pixels, int digit) =>
///     CrossEntropy(Linear(Relu(Linear(pixels, Hidden, HiddenBias)), Output, OutputBias), digit);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;
