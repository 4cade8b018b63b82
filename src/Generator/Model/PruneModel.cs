namespace FusedOpt.Generator.Model;

/// <summary>The pruning of the parameters of a class.</summary>
/// <param name="Sparsity">The share of zeros in the end.</param>
/// <param name="Begin">The first step that is due.</param>
/// <param name="End">The last step that is due.</param>
/// <param name="Every">The number of steps from one step that is due to the next.</param>
/// <param name="Scope">The weights among which the smallest are looked for: a member of <c>FusedOpt.PruneScope</c>.</param>
/// <param name="IsBasePruned">True if a base class is pruned, too.</param>
internal sealed record PruneModel(double Sparsity, long Begin, long End, long Every, string Scope, bool IsBasePruned);
