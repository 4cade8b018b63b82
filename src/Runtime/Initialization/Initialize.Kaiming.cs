using System;
using System.Numerics;
using FusedOpt.Initialization;

namespace FusedOpt;

public static partial class Initialize
{
    /// <summary>
    /// Kaiming's, or He's, uniform distribution over [-bound, bound]: bound = gain * sqrt(3 / fan). For layers followed by a rectifier.
    /// </summary>
    /// <remarks>
    /// K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification",
    /// 2015.
    /// </remarks>
    /// <param name="weights">The memory to fill.</param>
    /// <param name="fan">
    /// The fan in, the number of inputs of each unit: values keep their variance on the way forward. Or the fan out, the number of
    /// units that each input feeds: gradients keep theirs on the way back. At least 1.
    /// </param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void KaimingUniform(Span<float> weights, int fan, long seed, double gain = Gain.Relu) =>
        FillKaimingUniform(weights, fan, seed, gain);

    /// <inheritdoc cref="KaimingUniform(Span{float}, int, long, double)"/>
    public static void KaimingUniform(Span<double> weights, int fan, long seed, double gain = Gain.Relu) =>
        FillKaimingUniform(weights, fan, seed, gain);

    /// <summary>
    /// Kaiming's, or He's, uniform distribution over [-bound, bound]: bound = gain * sqrt(3 / fan). For layers followed by a rectifier.
    /// </summary>
    /// <remarks>
    /// K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification",
    /// 2015.
    /// </remarks>
    /// <param name="weights">The matrix to fill: one row for each unit, one column for each of its inputs.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <param name="mode">The fan that sets the size: the inputs of a unit, or the units that an input feeds.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void KaimingUniform(float[,] weights, long seed, double gain = Gain.Relu, FanMode mode = FanMode.FanIn) =>
        FillKaimingUniform(Matrix.Elements(weights), Matrix.Fan(weights, mode), seed, gain);

    /// <inheritdoc cref="KaimingUniform(float[,], long, double, FanMode)"/>
    public static void KaimingUniform(double[,] weights, long seed, double gain = Gain.Relu, FanMode mode = FanMode.FanIn) =>
        FillKaimingUniform(Matrix.Elements(weights), Matrix.Fan(weights, mode), seed, gain);

    /// <summary>
    /// Kaiming's, or He's, normal distribution: mean 0, standard deviation gain / sqrt(fan). For layers followed by a rectifier.
    /// </summary>
    /// <remarks>
    /// K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification",
    /// 2015.
    /// </remarks>
    /// <param name="weights">The memory to fill.</param>
    /// <param name="fan">
    /// The fan in, the number of inputs of each unit: values keep their variance on the way forward. Or the fan out, the number of
    /// units that each input feeds: gradients keep theirs on the way back. At least 1.
    /// </param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void KaimingNormal(Span<float> weights, int fan, long seed, double gain = Gain.Relu) =>
        FillKaimingNormal(weights, fan, seed, gain);

    /// <inheritdoc cref="KaimingNormal(Span{float}, int, long, double)"/>
    public static void KaimingNormal(Span<double> weights, int fan, long seed, double gain = Gain.Relu) =>
        FillKaimingNormal(weights, fan, seed, gain);

    /// <summary>
    /// Kaiming's, or He's, normal distribution: mean 0, standard deviation gain / sqrt(fan). For layers followed by a rectifier.
    /// </summary>
    /// <remarks>
    /// K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification",
    /// 2015.
    /// </remarks>
    /// <param name="weights">The matrix to fill: one row for each unit, one column for each of its inputs.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="gain">The factor for the function that follows, see <see cref="Gain"/>; finite and at least 0.</param>
    /// <param name="mode">The fan that sets the size: the inputs of a unit, or the units that an input feeds.</param>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void KaimingNormal(float[,] weights, long seed, double gain = Gain.Relu, FanMode mode = FanMode.FanIn) =>
        FillKaimingNormal(Matrix.Elements(weights), Matrix.Fan(weights, mode), seed, gain);

    /// <inheritdoc cref="KaimingNormal(float[,], long, double, FanMode)"/>
    public static void KaimingNormal(double[,] weights, long seed, double gain = Gain.Relu, FanMode mode = FanMode.FanIn) =>
        FillKaimingNormal(Matrix.Elements(weights), Matrix.Fan(weights, mode), seed, gain);

    private static void FillKaimingUniform<T>(Span<T> weights, int fan, long seed, double gain)
        where T : IBinaryFloatingPointIeee754<T> =>
        FillSymmetric(weights, seed, KaimingDeviation(fan, gain));

    private static void FillKaimingNormal<T>(Span<T> weights, int fan, long seed, double gain)
        where T : IBinaryFloatingPointIeee754<T> =>
        FillCentred(weights, seed, KaimingDeviation(fan, gain));

    private static double KaimingDeviation(int fan, double gain)
    {
        Demand.Fan(nameof(fan), fan);
        Demand.Scale(nameof(gain), gain);
        return gain / Math.Sqrt(fan);
    }
}
