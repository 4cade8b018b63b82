namespace FusedOpt.Generator.Model;

/// <summary>How the parameters of a class are pruned.</summary>
/// <param name="Sparsity">The share of zeros in the end.</param>
/// <param name="Begin">The first step that is due.</param>
/// <param name="End">The last.</param>
/// <param name="Every">How many steps lie between two.</param>
/// <param name="Scope">Among which weights the smallest are looked for: a member of <c>FusedOpt.PruneScope</c>.</param>
/// <param name="IsBasePruned">Whether a class that it derives from is pruned, too.</param>
internal sealed record PruneModel(double Sparsity, long Begin, long End, long Every, string Scope, bool IsBasePruned);
