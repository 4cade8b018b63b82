using System;

namespace FusedOpt;

/// <summary>
/// Sets the options of one parameter: its shape, or hyperparameters of its own. On a partial property it makes a parameter whose
/// memory the generated code owns, and on an abstract property of an abstract class one of each optimized class that derives from it.
/// </summary>
/// <remarks>
/// <para>
/// The elements of a parameter lie row by row, the last dimension next to each other. What an optimizer makes of a matrix differs from what
/// it makes of a vector where its rule says so: Adafactor keeps a second moment for each row and each column instead of each element. Of
/// more than two dimensions, all but the last make up the rows.
/// </para>
/// <para>
/// A partial property of type <c>Span&lt;float&gt;</c> or <c>Span&lt;double&gt;</c>, with a getter, has as many elements as its dimensions
/// say; one of type <see cref="float"/> or <see cref="double"/>, with a getter and a setter, has one. All such parameters of a class lie in
/// one block of memory, and so do their gradients and each of their states.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(AdamW, LearningRate = 1e-3, WeightDecay = 0.01)]
/// public partial class Layer
/// {
///     [Parameter(784, 256)] public partial Span&lt;float&gt; Weights { get; }
///     [Parameter(256, WeightDecay = 0)] public partial Span&lt;float&gt; Bias { get; }
///     [Parameter(LearningRateScale = 0.1)] public float Scale = 1;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute : HyperparametersAttribute
{
    /// <summary>A parameter whose shape its own type says, or a single number.</summary>
    public ParameterAttribute() => Dimensions = [];

    /// <summary>A vector.</summary>
    /// <param name="length">The number of its elements, at least 1.</param>
    public ParameterAttribute(int length) => Dimensions = [length];

    /// <summary>A matrix.</summary>
    /// <param name="rows">The number of its rows, at least 1.</param>
    /// <param name="columns">The number of its columns, at least 1.</param>
    public ParameterAttribute(int rows, int columns) => Dimensions = [rows, columns];

    /// <summary>A parameter of the given shape.</summary>
    /// <param name="dimensions">
    /// The number of elements along each dimension, each at least 1; none where the field's own type says it.
    /// </param>
    public ParameterAttribute(params int[] dimensions) => Dimensions = dimensions;

    /// <summary>The number of elements along each dimension.</summary>
    public int[] Dimensions { get; }

    /// <summary>
    /// Factor on the learning rate of the model. Finite and at least 0. On a field that holds other models: their learning rate is the
    /// product, at every step.
    /// </summary>
    public double LearningRateScale { get; set; } = 1;
}
