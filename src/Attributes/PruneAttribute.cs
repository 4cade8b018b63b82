using System;

namespace FusedOpt;

/// <summary>
/// Prunes the weights of a class while it is trained: those of the smallest magnitude become 0 and stay 0, more of them from time to time,
/// until a share of all is left.
/// </summary>
/// <remarks>
/// <para>
/// After <c>t</c> steps, from <see cref="Begin"/> to <see cref="End"/>, the share of zeros is that of the last step which was due:
/// <c>s(t) = Sparsity (1 - (1 - (t - Begin) / (End - Begin))^3)</c>, many at first, when there is much to spare, and fewer and fewer. Due
/// are <see cref="Begin"/>, every <see cref="Every"/> steps from there on, and <see cref="End"/>. Before it updates anything such a step
/// chooses the smallest of the weights that it begins with; NaN counts as the largest, and of equal ones the first go first. What is pruned
/// never comes back.
/// </para>
/// <para>
/// The gradients of pruned weights count as 0 wherever gradients are measured, before any transform; in memory they stay what they were.
/// Each step sets pruned weights to +0, and their state of every element to what it was before the first step, while they are in the cache:
/// on top of the rule's traffic comes one bit for each element.
/// </para>
/// <para>
/// Pruned are parameters of two or more dimensions: grids, arrays of arrays, and what <see cref="ParameterAttribute">[Parameter(rows,
/// columns)]</see> makes a matrix of. Biases and single values are not, and neither is what is marked
/// <see cref="KeepDenseAttribute">[KeepDense]</see>. The class gains <c>Sparsity</c>, the share of zeros among the weights that it prunes.
/// Submodels prune their own parameters, and so does a derived class.
/// </para>
/// <para>M. Zhu, S. Gupta: To prune, or not to prune: exploring the efficacy of pruning for model compression, 2017, equation 1, with an
/// initial sparsity of 0.</para>
/// </remarks>
/// <example>
/// <code>
/// [Optimize(Adam), Prune(Sparsity = 0.9, Begin = 1000, End = 10_000)]
/// public partial class Network
/// {
///     public float[,] Hidden = new float[512, 784];
///     public float[] Bias = new float[512];                     // one dimension: stays dense
///     [KeepDense] public float[,] Output = new float[10, 512];
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PruneAttribute : Attribute
{
    /// <summary>The share of zeros in the end, above 0 and below 1. It has to be set.</summary>
    public double Sparsity { get; set; }

    /// <summary>The first step that is due, at least 1.</summary>
    public long Begin { get; set; } = 1;

    /// <summary>
    /// The last step that is due, at least <see cref="Begin"/>; where it is not set, <see cref="Begin"/> itself, and all are pruned at
    /// once.
    /// </summary>
    public long End { get; set; }

    /// <summary>The number of steps from one pruning to the next, at least 1. The paper has 100 to 1000.</summary>
    public long Every { get; set; } = 100;

    /// <summary>Among which weights the smallest are looked for.</summary>
    public PruneScope Scope { get; set; }
}
