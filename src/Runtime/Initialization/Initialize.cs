using System;
using System.Numerics;
using FusedOpt.Initialization;

namespace FusedOpt;

/// <summary>Fills parameters with the random numbers that training starts from; the formulas are those of <c>torch.nn.init</c>.</summary>
/// <remarks>
/// <para>
/// The same seed gives the same bits on every platform: the numbers come from Philox 4x32-10 (Salmon et al., 2011), and only
/// operations that IEEE 754 defines to the last bit are applied to them. They are computed in double and rounded once, so that a
/// float is the nearest to the double of the same seed. Each element depends on the seed and on its index alone: a longer span
/// begins with the same numbers.
/// </para>
/// <para>
/// Give each tensor a seed of its own. Different seeds, also neighbouring ones, give independent sequences; the same seed gives
/// the same sequence to every distribution.
/// </para>
/// <para>
/// A matrix as <c>float[,]</c> has one row for each unit and one column for each of its inputs, as in PyTorch: its fan in is the
/// number of columns, its fan out the number of rows. For an array of another layout, give fans and span.
/// </para>
/// <para>Arguments are checked before anything is written. An empty span stays as it is. Nothing is allocated, except by Orthogonal.</para>
/// </remarks>
public static partial class Initialize
{
    /// <summary>The uniform distribution over [low, high]: mean (low + high) / 2, variance (high - low)^2 / 12.</summary>
    /// <param name="values">The memory to fill.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="low">The lower bound; finite in the type of the values.</param>
    /// <param name="high">The upper bound; finite in the type of the values, and at least <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">A bound is out of its range; nothing has been written.</exception>
    public static void Uniform(Span<float> values, long seed, double low = 0, double high = 1) => FillUniform(values, seed, low, high);

    /// <inheritdoc cref="Uniform(Span{float}, long, double, double)"/>
    public static void Uniform(Span<double> values, long seed, double low = 0, double high = 1) => FillUniform(values, seed, low, high);

    /// <inheritdoc cref="Uniform(Span{float}, long, double, double)"/>
    public static void Uniform(float[,] values, long seed, double low = 0, double high = 1) =>
        FillUniform(Matrix.Elements(values), seed, low, high);

    /// <inheritdoc cref="Uniform(Span{float}, long, double, double)"/>
    public static void Uniform(double[,] values, long seed, double low = 0, double high = 1) =>
        FillUniform(Matrix.Elements(values), seed, low, high);

    /// <summary>
    /// The normal distribution with the given mean and standard deviation. No value lies more than 8.3 deviations from the mean.
    /// </summary>
    /// <param name="values">The memory to fill.</param>
    /// <param name="seed">The seed of the random numbers: any number, and another one for each tensor.</param>
    /// <param name="mean">The mean; finite.</param>
    /// <param name="standardDeviation">The standard deviation; finite and at least 0.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or so large that values could overflow; nothing has been written.
    /// </exception>
    public static void Normal(Span<float> values, long seed, double mean = 0, double standardDeviation = 1) =>
        FillNormal(values, seed, mean, standardDeviation);

    /// <inheritdoc cref="Normal(Span{float}, long, double, double)"/>
    public static void Normal(Span<double> values, long seed, double mean = 0, double standardDeviation = 1) =>
        FillNormal(values, seed, mean, standardDeviation);

    /// <inheritdoc cref="Normal(Span{float}, long, double, double)"/>
    public static void Normal(float[,] values, long seed, double mean = 0, double standardDeviation = 1) =>
        FillNormal(Matrix.Elements(values), seed, mean, standardDeviation);

    /// <inheritdoc cref="Normal(Span{float}, long, double, double)"/>
    public static void Normal(double[,] values, long seed, double mean = 0, double standardDeviation = 1) =>
        FillNormal(Matrix.Elements(values), seed, mean, standardDeviation);

    private static void FillUniform<T>(Span<T> values, long seed, double low, double high)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Demand.Finite(nameof(low), low);
        Demand.Finite(nameof(high), high);
        Demand.Fits<T>(nameof(low), low);
        Demand.Fits<T>(nameof(high), high);
        if (low > high)
            throw Demand.Refused(nameof(low), $"low is {low}, which is above high, {high}.");
        if (!double.IsFinite(high - low))
            throw Demand.Refused(nameof(high), $"high - low overflows: low is {low} and high is {high}.");
        Draw.Fill(values, seed, new UniformDistribution(low, high));
    }

    private static void FillNormal<T>(Span<T> values, long seed, double mean, double standardDeviation)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Demand.Finite(nameof(mean), mean);
        Demand.Scale(nameof(standardDeviation), standardDeviation);
        Demand.Fits<T>(nameof(mean), mean);
        Demand.Fits<T>(nameof(standardDeviation), Math.Abs(mean) + NormalDistribution.Reach * standardDeviation);
        Draw.Fill(values, seed, new NormalDistribution(mean, standardDeviation));
    }

    // Uniform over an interval about 0: its deviation is the bound over sqrt(3).
    private static void FillSymmetric<T>(Span<T> weights, long seed, double deviation)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double bound = Math.Sqrt(3) * deviation;
        Demand.Fits<T>("gain", bound);
        Demand.Fits<double>("gain", bound - -bound);
        Draw.Fill(weights, seed, new UniformDistribution(-bound, bound));
    }

    private static void FillCentred<T>(Span<T> weights, long seed, double deviation)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Demand.Fits<T>("gain", NormalDistribution.Reach * deviation);
        Draw.Fill(weights, seed, new NormalDistribution(mean: 0, deviation));
    }
}
