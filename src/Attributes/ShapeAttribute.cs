using System;

namespace FusedOpt;

/// <summary>
/// Sets the shape of one example's value, on a parameter of a <see cref="LossAttribute">loss</see>, of an
/// <see cref="InferenceAttribute">inference method</see> or of a <see cref="LayerAttribute">layer</see>; or the shape of an array that is
/// <see cref="FrozenAttribute">frozen</see>, and that a loss reads.
/// </summary>
/// <param name="dimensions">
/// The number of elements along each dimension, each at least 1: the length of a <c>Vec</c> or a span, the rows and columns of a
/// <c>Mat</c>.
/// </param>
/// <example>
/// <code>
/// [Shape(784)] Vec&lt;float&gt; pixels
/// [Shape(16, 32)] Mat&lt;float&gt; x
/// [Shape(5)] ReadOnlySpan&lt;int&gt; far
/// [Frozen, Shape(64, 32)] public float[] Projection = ...
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class ShapeAttribute(params int[] dimensions) : Attribute
{
    /// <summary>The number of elements along each dimension.</summary>
    public int[] Dimensions { get; } = dimensions;
}
