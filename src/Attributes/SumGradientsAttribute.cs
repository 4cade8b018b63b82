using System;

namespace FusedOpt;

/// <summary>
/// Gives a class a step over several gradients, which takes their sum: <c>model.Step(g1, g2, ...)</c>, for threads that each have gradients
/// of their own.
/// </summary>
/// <remarks>
/// <para>
/// The sum is <c>((g1 + g2) + g3) + ...</c>, in the order in which they are given, each addition rounded to the type of the gradient. It is
/// made block by block, in the cache, as the step reads the gradients: no pass over memory is added. It is a sum and no mean: divide the
/// loss by the number of gradients where the mean is wanted.
/// </para>
/// <para>The class's <c>ParameterGradients</c> gain a public constructor that makes gradients for a model, and a method that clears
/// them.</para>
/// <para>
/// Submodels have a part in it: their classes are marked, too, and <c>ParameterGradients</c> gain a member for each field that holds some.
/// <see cref="GuardGradientsAttribute"/> guards the sum. The gradients of sparse tables and of structures cannot be had several times: a
/// class with them is refused. Derived classes take over the sum of their base class.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(Adam), SumGradients]
/// public sealed partial class Model
/// {
///     public float[] Weights = new float[1024];
/// }
///
/// var others = new Model.ParameterGradients(model);
/// // One thread writes model.Gradients, the other one others. When both have:
/// model.StepAndZeroGradients(model.Gradients, others);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SumGradientsAttribute : Attribute;
