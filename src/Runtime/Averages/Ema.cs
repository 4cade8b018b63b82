using System;

namespace FusedOpt.Averages;

/// <summary>The exponential moving average of the weights, which begins at the weights before the first step.</summary>
/// <remarks>
/// If <c>warmup</c> is true, the decay of step t is min(decay, (1 + t) / (10 + t)), so that the first weights are soon forgotten:
/// TensorFlow's <c>ExponentialMovingAverage</c> with <c>num_updates</c>.
/// <para>B. Polyak and A. Juditsky: Acceleration of stochastic approximation by averaging, SIAM Journal on Control and Optimization 30,
/// 1992.</para>
/// </remarks>
[WeightAverage(Source = "Polyak and Juditsky, 1992")]
public static partial class Ema
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter after the rule.</param>
    /// <param name="before">The parameter before the step.</param>
    /// <param name="average">The average.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="decay">The share of the average that is kept.</param>
    /// <param name="warmup">True if the decay begins smaller.</param>
    public static void Average(
        ref float parameter, float before, ref float average, long step, [Interval("[0, 1]")] double decay = 0.999, bool warmup = true)
    {
        bool isFirst = step == 1;
        if (isFirst)
            average = before;
        double warmDecay = warmup ? Math.Min(decay, (double)(1 + step) / (double)(10 + step)) : decay;
        double share = 1 - warmDecay;
        average += (float)share * (parameter - average);
    }

    /// <summary>Exchanges one element for its average.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="average">The average.</param>
    /// <param name="step">The number of steps taken; before the first there is no average.</param>
    public static void Evaluate(ref float parameter, ref float average, long step)
    {
        bool isUnderWay = step > 0;
        if (isUnderWay)
        {
            float weight = parameter;
            parameter = average;
            average = weight;
        }
    }

    /// <summary>Exchanges one element back.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static void Train(ref float parameter, ref float average, long step)
    {
        bool isUnderWay = step > 0;
        if (isUnderWay)
        {
            float weight = parameter;
            parameter = average;
            average = weight;
        }
    }
}
