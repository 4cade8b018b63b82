namespace FusedOpt.Benchmarks.Checkpoints;

/// <summary>A model whose checkpoint takes a gigabyte: parameters and two moments of Adam.</summary>
[Optimize(Adam)]
internal sealed partial class CheckpointModel
{
    private const int Rows = 4096;

    /// <summary>The number of tables.</summary>
    public const int Tables = 16;

    public float[][,] Layers = Create();

    private static float[][,] Create()
    {
        var layers = new float[Tables][,];
        for (int i = 0; i < Tables; i++)
            layers[i] = new float[Rows, 1365];
        return layers;
    }
}
