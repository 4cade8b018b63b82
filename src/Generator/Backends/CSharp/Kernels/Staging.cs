namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Inputs that must be staged in a float scratch buffer: narrow data (converted) and multiple gradients (summed).</summary>
/// <param name="IsHalf">Whether parameters and gradients are <c>Half</c>.</param>
/// <param name="IsNarrow">Whether state is kept in fewer bytes.</param>
/// <param name="IsSummed">Whether the gradient is the sum of several.</param>
internal sealed record Staging(bool IsHalf, bool IsNarrow, bool IsSummed)
{
    public bool IsStaged => IsHalf || IsNarrow || IsSummed;

    /// <summary>The name of the file with the code for it, behind the name of the kernel.</summary>
    public string Suffix => (IsHalf ? "Half" : "") + (IsNarrow ? "Narrow" : "") + (IsSummed ? "Summed" : "");

    /// <summary>What it is, in words.</summary>
    public string Text => (IsHalf ? " of Half" : "") + (IsHalf && IsNarrow ? "," : "") + (IsNarrow ? " with narrow state" : "");

    /// <summary>What is done to it, in words.</summary>
    public string Steps => (IsSummed ? "gradients added up, " : "") + (IsHalf || IsNarrow ? "widened to float, updated, and rounded" : "and updated");
}
