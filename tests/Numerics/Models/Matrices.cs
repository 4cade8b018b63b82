namespace FusedOpt.Numerics.Tests.Models;

[Optimize(Optimizer.Adafactor, WeightDecay = 0.1, Maximize = true, Epsilon1 = 1e-6, D = 1.5)]
internal sealed partial class AdafactorMatrices(int rows, int columns)
{
    public float[,] Singles = new float[rows, columns];
    public double[,] Doubles = new double[rows, columns];

    [Parameter(7, 9)]
    public float[] Shaped = new float[63];

    [Parameter(9, 7)]
    public double[] ShapedDoubles = new double[63];

    public float[] Vector = new float[63];
}

[Optimize(Optimizer.Adafactor)]
internal sealed partial class AdafactorPlainMatrix
{
    public double[,] Weights = new double[0, 0];
}

[Optimize(typeof(OwnLines))]
internal sealed partial class OwnLinesMatrices(int rows, int columns)
{
    public float[,] Singles = new float[rows, columns];
    public double[,] Doubles = new double[rows, columns];

    [Parameter(7, 9)]
    public float[] Shaped = new float[63];

    [Parameter(9, 7)]
    public double[] ShapedDoubles = new double[63];

    public float[] Vector = new float[63];
}

[Optimize(Optimizer.Adam)]
internal sealed partial class AdamMatrices(int rows, int columns)
{
    public float[,] Singles = new float[rows, columns];
    public double[,] Doubles = new double[rows, columns];

    [Parameter(7, 9)]
    public float[] Shaped = new float[63];

    [Parameter(9, 7)]
    public double[] ShapedDoubles = new double[63];

    public float[] Vector = new float[63];
}
