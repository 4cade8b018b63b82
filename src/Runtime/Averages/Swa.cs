using System;

namespace FusedOpt.Averages;

/// <summary>
/// Stochastic weight averaging: the mean of the weights after a step and every so many steps from then on, all with equal weight.
/// </summary>
/// <remarks>
/// Meant for a learning rate that is constant or cyclic from <c>start</c> on; a network with batch normalisation measures its statistics
/// anew at the average. Before <c>start</c> there is no average, and the model is evaluated where it is.
/// <para>P. Izmailov et al.: Averaging weights leads to wider optima and better generalization, UAI 2018, algorithm 1.</para>
/// </remarks>
[WeightAverage(Source = "Izmailov et al., 2018")]
public static partial class Swa
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter after the rule.</param>
    /// <param name="average">The average.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="start">The first step whose weights count.</param>
    /// <param name="every">The number of steps from one averaged value of the weights to the next.</param>
    public static void Average(
        ref float parameter, ref float average, long step, [Interval("[1, inf)")] long start = 1, [Interval("[1, inf)")] long every = 1)
    {
        // Exact below 2^53 steps: a quotient that is not whole is at least 1 / every from the nearest whole number.
        double count = (double)(step - start) / (double)every;
        bool isDue = count >= 0 && count == Math.Floor(count);
        double share = 1 / (count + 1);
        if (isDue)
            average += (float)share * (parameter - average);
    }

    /// <summary>Exchanges one element for its average.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="average">The average.</param>
    /// <param name="step">The number of steps taken.</param>
    /// <param name="start">The first step whose weights count.</param>
    public static void Evaluate(ref float parameter, ref float average, long step, long start)
    {
        bool isUnderWay = step >= start;
        if (isUnderWay)
        {
            float weight = parameter;
            parameter = average;
            average = weight;
        }
    }

    /// <summary>Exchanges one element back.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static void Train(ref float parameter, ref float average, long step, long start)
    {
        bool isUnderWay = step >= start;
        if (isUnderWay)
        {
            float weight = parameter;
            parameter = average;
            average = weight;
        }
    }
}
