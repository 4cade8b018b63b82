using System;
using System.Numerics;
using FusedOpt.Initialization;

namespace FusedOpt;

public static partial class Initialize
{
    /// <summary>
    /// Xavier's, or Glorot's, uniform distribution over [-bound, bound]: bound = gain * sqrt(6 / (fanIn + fanOut)). For layers
    /// followed by a function that is symmetric about 0, such as tanh.
    /// </summary>
    /// <remarks>X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.</remarks>
    /// <param name="weights">The memory to fill.</param>
    /// <param name="fanIn">The number of inputs of each unit; at least 1.</param>
    /// <param name="fanOut">The number of units that each input feeds; at least 1.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void XavierUniform(Span<float> weights, int fanIn, int fanOut, long seed, double gain = Gain.Linear) =>
        FillXavierUniform(weights, fanIn, fanOut, seed, gain);

    /// <inheritdoc cref="XavierUniform(Span{float}, int, int, long, double)"/>
    public static void XavierUniform(Span<double> weights, int fanIn, int fanOut, long seed, double gain = Gain.Linear) =>
        FillXavierUniform(weights, fanIn, fanOut, seed, gain);

    /// <summary>
    /// Xavier's, or Glorot's, uniform distribution over [-bound, bound]: bound = gain * sqrt(6 / (fanIn + fanOut)). For layers
    /// followed by a function that is symmetric about 0, such as tanh.
    /// </summary>
    /// <remarks>X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.</remarks>
    /// <param name="weights">The matrix to fill: one row for each unit, one column for each of its inputs.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void XavierUniform(float[,] weights, long seed, double gain = Gain.Linear) =>
        FillXavierUniform(Matrix.Elements(weights), Matrix.FanIn(weights), Matrix.FanOut(weights), seed, gain);

    /// <inheritdoc cref="XavierUniform(float[,], long, double)"/>
    public static void XavierUniform(double[,] weights, long seed, double gain = Gain.Linear) =>
        FillXavierUniform(Matrix.Elements(weights), Matrix.FanIn(weights), Matrix.FanOut(weights), seed, gain);

    /// <summary>
    /// Xavier's, or Glorot's, normal distribution: mean 0, standard deviation gain * sqrt(2 / (fanIn + fanOut)). For layers
    /// followed by a function that is symmetric about 0, such as tanh.
    /// </summary>
    /// <remarks>X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.</remarks>
    /// <param name="weights">The memory to fill.</param>
    /// <param name="fanIn">The number of inputs of each unit; at least 1.</param>
    /// <param name="fanOut">The number of units that each input feeds; at least 1.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void XavierNormal(Span<float> weights, int fanIn, int fanOut, long seed, double gain = Gain.Linear) =>
        FillXavierNormal(weights, fanIn, fanOut, seed, gain);

    /// <inheritdoc cref="XavierNormal(Span{float}, int, int, long, double)"/>
    public static void XavierNormal(Span<double> weights, int fanIn, int fanOut, long seed, double gain = Gain.Linear) =>
        FillXavierNormal(weights, fanIn, fanOut, seed, gain);

    /// <summary>
    /// Xavier's, or Glorot's, normal distribution: mean 0, standard deviation gain * sqrt(2 / (fanIn + fanOut)). For layers
    /// followed by a function that is symmetric about 0, such as tanh.
    /// </summary>
    /// <remarks>X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.</remarks>
    /// <param name="weights">The matrix to fill: one row for each unit, one column for each of its inputs.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void XavierNormal(float[,] weights, long seed, double gain = Gain.Linear) =>
        FillXavierNormal(Matrix.Elements(weights), Matrix.FanIn(weights), Matrix.FanOut(weights), seed, gain);

    /// <inheritdoc cref="XavierNormal(float[,], long, double)"/>
    public static void XavierNormal(double[,] weights, long seed, double gain = Gain.Linear) =>
        FillXavierNormal(Matrix.Elements(weights), Matrix.FanIn(weights), Matrix.FanOut(weights), seed, gain);

    private static void FillXavierUniform<T>(Span<T> weights, int fanIn, int fanOut, long seed, double gain)
        where T : IBinaryFloatingPointIeee754<T> =>
        FillSymmetric(weights, seed, XavierDeviation(fanIn, fanOut, gain));

    private static void FillXavierNormal<T>(Span<T> weights, int fanIn, int fanOut, long seed, double gain)
        where T : IBinaryFloatingPointIeee754<T> =>
        FillCentred(weights, seed, XavierDeviation(fanIn, fanOut, gain));

    private static double XavierDeviation(int fanIn, int fanOut, double gain)
    {
        Demand.Fan(nameof(fanIn), fanIn);
        Demand.Fan(nameof(fanOut), fanOut);
        Demand.Scale(nameof(gain), gain);
        return gain * Math.Sqrt(2 / ((double)fanIn + fanOut));
    }
}
