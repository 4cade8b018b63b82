namespace FusedOpt.Benchmarks.Rows;

/// <summary>A table of which few rows have a gradient.</summary>
[Optimize(Adam)]
internal sealed partial class RowsModel(int height)
{
    public const int Columns = 64;

    [SparseGradient] public float[,] Table = new float[height, Columns];
}
