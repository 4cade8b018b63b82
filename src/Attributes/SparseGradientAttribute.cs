using System;

namespace FusedOpt;

/// <summary>
/// Says of a table, such as that of an embedding, that few of its rows have a gradient in a step: <c>model.Gradients</c> keeps these rows
/// alone, and a step updates them alone.
/// </summary>
/// <remarks>
/// <para>
/// The table is a <c>float[,]</c>, or an array, memory or partial property whose <see cref="ParameterAttribute">[Parameter(rows,
/// columns)]</see> says its rows and columns; <see cref="double"/> and <c>Half</c> likewise. The member of <c>model.Gradients</c> with its
/// name is a <c>RowGradients</c>.
/// </para>
/// <para>
/// Rows are stepped lazily: parameter and state of a row without a gradient stay as they are, weight decay included, and the number of the
/// step is the model's, as in PyTorch's SparseAdam. A rule whose elements have to do with each other cannot do that.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(Adam, LearningRate = 1e-3)]
/// public partial class Words
/// {
///     [SparseGradient, Parameter(50_000, 64)] public partial Span&lt;float&gt; Vectors { get; }
/// }
///
/// words.Gradients.Vectors.Add(row, gradient);
/// words.Step();
/// words.ZeroGradients();
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SparseGradientAttribute : Attribute;
