using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The work on a product's results that follows at once, block by block, while a block is still in the cache; for generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMatMulEpilogue
{
    /// <summary>
    /// Processes a block of the result, whose sums are complete. Several threads may call this method at once, each for another block;
    /// every element of the result is in exactly one block.
    /// </summary>
    /// <param name="row">The first row of the block.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="column">The first column of the block.</param>
    /// <param name="columns">The number of columns.</param>
    void Apply(int row, int rows, int column, int columns);
}

/// <summary>Leaves the results as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoEpilogue : IMatMulEpilogue
{
    /// <inheritdoc/>
    public void Apply(int row, int rows, int column, int columns)
    {
    }
}
