using System;

namespace FusedOpt.Rules;

/// <summary>Schedule-free <see cref="AdamWRule"/>: averages its way to a learning-rate schedule's result without a schedule.</summary>
/// <remarks>
/// <para>
/// Gradients are taken at the parameter, between the iterate z and the average of the iterates; the average is what to evaluate and to
/// keep. <c>model.Evaluate()</c> moves the parameters there, <c>model.Train()</c> back. Each iterate counts with the square of the largest
/// learning rate so far.
/// </para>
/// <para>Order of operations: the authors' <c>AdamWScheduleFree</c>.</para>
/// <para>A. Defazio et al.: The road less scheduled, NeurIPS 2024, algorithm 1 and section 4.</para>
/// </remarks>
[UpdateRule(Source = "Defazio et al., 2024")]
public static partial class ScheduleFreeAdamWRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter: y in the paper.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="z">The iterate without averaging.</param>
    /// <param name="expAvgSq">The moving average of the squared gradient.</param>
    /// <param name="lrMax">The largest learning rate so far.</param>
    /// <param name="weightSum">The sum of the iterates' weights so far.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">
    /// The place of the parameter between the iterate, near 0, and the average, at 1. Evaluation divides by it, so it is at least 1e-6.
    /// </param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">Decoupled: this share of the parameter is part of the update.</param>
    /// <param name="warmupSteps">The number of steps over which the learning rate rises to its value.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float z,
        ref float expAvgSq,
        ref double lrMax,
        ref double weightSum,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 2.5e-3,
        [Interval("[1e-6, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 0,
        [Interval("[0, inf)")] long warmupSteps = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        bool isFirst = step == 1;
        if (isFirst)
            z = parameter;

        double warm = learningRate;
        if (warmupSteps > 0)
            warm *= Math.Min(1, (double)step / (double)warmupSteps);
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(beta2, step));
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;
        float update = (float)biasCorrection2Sqrt * gradient / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);
        if (weightDecay != 0)
            update += (float)weightDecay * parameter;

        lrMax = Math.Max(warm, lrMax);
        double weight = lrMax * lrMax;
        weightSum += weight;
        double newest = weightSum > 0 ? weight / weightSum : 0;
        double stepSize = warm * (1 - beta1 * (1 - newest));
        parameter += (float)newest * (z - parameter);
        parameter -= (float)stepSize * update;
        z -= (float)warm * update;

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);
    }

    /// <summary>Moves one element to the average.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="z">The iterate without averaging.</param>
    /// <param name="step">The number of steps taken.</param>
    /// <param name="beta1">The place of the parameter between the iterate, near 0, and the average, at 1.</param>
    public static void Evaluate(ref float parameter, float z, long step, double beta1)
    {
        bool isUnderWay = step > 0;
        if (isUnderWay)
            parameter += (float)(1 - 1 / beta1) * (z - parameter);
    }

    /// <summary>Moves one element from the average to where gradients are taken.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static void Train(ref float parameter, float z, long step, double beta1)
    {
        bool isUnderWay = step > 0;
        if (isUnderWay)
            parameter += (float)(1 - beta1) * (z - parameter);
    }
}
