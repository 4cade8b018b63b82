using System;
using System.Numerics;
using FusedOpt.Initialization;

namespace FusedOpt;

public static partial class Initialize
{
    /// <summary>
    /// An orthogonal matrix times the gain, all such matrices alike: its columns are orthogonal to each other and have length gain;
    /// where there are fewer rows than columns, its rows.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
    /// networks", 2013. The matrix is Q of the QR decomposition of a Gaussian matrix with R's diagonal positive.
    /// </para>
    /// <para>Takes time rows * columns * min(rows, columns), and memory for as many doubles as there are weights.</para>
    /// </remarks>
    /// <param name="weights">The memory to fill.</param>
    /// <param name="rows">The number of rows; at least 0.</param>
    /// <param name="columns">The number of columns; at least 0. Row by row, the matrix fills the span.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor on the matrix, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void Orthogonal(Span<float> weights, int rows, int columns, long seed, double gain = 1) =>
        FillOrthogonal(weights, rows, columns, seed, gain);

    /// <inheritdoc cref="Orthogonal(Span{float}, int, int, long, double)"/>
    public static void Orthogonal(Span<double> weights, int rows, int columns, long seed, double gain = 1) =>
        FillOrthogonal(weights, rows, columns, seed, gain);

    /// <summary>
    /// An orthogonal matrix times the gain, all such matrices alike: its columns are orthogonal to each other and have length gain;
    /// where there are fewer rows than columns, its rows.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
    /// networks", 2013. The matrix is Q of the QR decomposition of a Gaussian matrix with R's diagonal positive.
    /// </para>
    /// <para>Takes time rows * columns * min(rows, columns), and memory for as many doubles as there are weights.</para>
    /// </remarks>
    /// <param name="weights">The matrix to fill: one row for each unit, one column for each of its inputs.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor on the matrix, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void Orthogonal(float[,] weights, long seed, double gain = 1) =>
        FillOrthogonal(Matrix.Elements(weights), weights.GetLength(0), weights.GetLength(1), seed, gain);

    /// <inheritdoc cref="Orthogonal(float[,], long, double)"/>
    public static void Orthogonal(double[,] weights, long seed, double gain = 1) =>
        FillOrthogonal(Matrix.Elements(weights), weights.GetLength(0), weights.GetLength(1), seed, gain);

    private static void FillOrthogonal<T>(Span<T> weights, int rows, int columns, long seed, double gain)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Demand.Dimension(nameof(rows), rows);
        Demand.Dimension(nameof(columns), columns);
        Demand.Scale(nameof(gain), gain);
        Demand.Fits<T>(nameof(gain), gain);
        Demand.Shape(nameof(weights), weights.Length, rows, columns);

        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[] vectors = Orthonormal.Vectors(count, length, seed);
        for (int i = 0; i < weights.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            double element = rows < columns ? vectors[i] : vectors[column * length + row];
            weights[i] = T.CreateTruncating(gain * element);
        }
    }
}
