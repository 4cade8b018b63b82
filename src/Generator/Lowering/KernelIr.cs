using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>A kernel as data: what a backend prints.</summary>
/// <param name="Key">What it depends on.</param>
/// <param name="Program">What it computes.</param>
/// <param name="Plan">In how many sweeps, and what each of them does.</param>
/// <param name="IsMasked">True if it clears the elements that are pruned itself, behind its last sweep.</param>
internal sealed record KernelIr(KernelKey Key, Program Program, SweepPlan Plan, bool IsMasked)
{
    /// <inheritdoc/>
    /// <remarks>The key decides; a hash of the whole program would cost more than what is looked up with it.</remarks>
    public override int GetHashCode() => Key.GetHashCode();
}
