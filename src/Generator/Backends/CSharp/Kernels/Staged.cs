namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>What a kernel for floats reaches by way of floats alone.</summary>
/// <param name="IsHalf">Whether parameters and gradients are <c>Half</c>.</param>
/// <param name="IsNarrow">Whether state is kept in fewer bytes.</param>
internal sealed record Staged(bool IsHalf, bool IsNarrow)
{
    public bool IsStaged => IsHalf || IsNarrow;

    /// <summary>What it is, in words.</summary>
    public string Text => (IsHalf ? " of Half" : "") + (IsHalf && IsNarrow ? "," : "") + (IsNarrow ? " with narrow state" : "");
}
