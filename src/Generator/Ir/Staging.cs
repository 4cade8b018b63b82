using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// The inputs that are staged in scratch memory of the kernel's element type: narrow data is widened, several gradients are summed.
/// </summary>
/// <param name="IsHalf">True if parameters and gradients are <c>Half</c>.</param>
/// <param name="IsNarrow">True if states are kept in fewer bytes than elements.</param>
/// <param name="IsSummed">True if the gradient is the sum of several.</param>
internal sealed record Staging(bool IsHalf, bool IsNarrow, bool IsSummed)
{
    /// <summary>True if anything is staged.</summary>
    public bool IsStaged => IsHalf || IsNarrow || IsSummed;

    /// <summary>Returns the streams of a kernel, each with its form in memory.</summary>
    public EquatableArray<StagedStream> Streams(KernelIr kernel) => kernel.Arrays.Select(array => new StagedStream(
        array,
        array.Kind is not StreamKind.State && IsHalf,
        array.Kind is StreamKind.State && IsNarrow,
        array == StreamId.Gradient && IsSummed,
        array.Kind is StreamKind.State ? kernel.Program.Changes(array.Index) : array == StreamId.Parameter));
}

/// <summary>A stream and its form in memory.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="IsHalf">True if the elements are <c>Half</c>.</param>
/// <param name="IsNarrow">True if the elements are kept in fewer bytes than floats, as bfloat16 or codes.</param>
/// <param name="IsSummed">True if the elements are sums over several arrays.</param>
/// <param name="IsChanged">True if the elements are rounded back after the update.</param>
internal sealed record StagedStream(StreamId Stream, bool IsHalf, bool IsNarrow, bool IsSummed, bool IsChanged)
{
    /// <summary>True if the elements pass through scratch memory.</summary>
    public bool IsStaged => IsHalf || IsNarrow || IsSummed;
}
