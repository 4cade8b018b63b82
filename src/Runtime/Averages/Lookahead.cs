using System;

namespace FusedOpt.Averages;

/// <summary>Lookahead: slow weights that every k steps go a way towards the fast ones, which then begin anew from there.</summary>
/// <remarks>
/// The moments of the rule stay as they are when the weights begin anew. The slow weights begin at those before the first step, and are
/// what to evaluate.
/// <para>M. Zhang et al.: Lookahead optimizer: k steps forward, 1 step back, NeurIPS 2019, algorithm 1.</para>
/// </remarks>
[WeightAverage(Source = "Zhang et al., 2019")]
public static partial class Lookahead
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter after the rule: the fast weight.</param>
    /// <param name="before">The parameter before the step.</param>
    /// <param name="slow">The slow weight.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="k">The number of fast steps for each slow one.</param>
    /// <param name="alpha">The share of the way towards the fast weights that a slow step goes.</param>
    public static void Average(
        ref float parameter,
        float before,
        ref float slow,
        long step,
        [Interval("[1, inf)")] long k = 5,
        [Interval("[0, 1]")] double alpha = 0.5)
    {
        bool isFirst = step == 1;
        if (isFirst)
            slow = before;
        double round = (double)step / (double)k;
        bool isSlow = round == Math.Floor(round);
        if (isSlow)
        {
            slow += (float)alpha * (parameter - slow);
            parameter = slow;
        }
    }

    /// <summary>Exchanges one fast weight for the slow one.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="slow">The slow weight.</param>
    /// <param name="step">The number of steps taken; before the first there is no slow weight.</param>
    public static void Evaluate(ref float parameter, ref float slow, long step)
    {
        bool isUnderWay = step > 0;
        if (isUnderWay)
        {
            float weight = parameter;
            parameter = slow;
            slow = weight;
        }
    }

    /// <summary>Exchanges one element back.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static void Train(ref float parameter, ref float slow, long step)
    {
        bool isUnderWay = step > 0;
        if (isUnderWay)
        {
            float weight = parameter;
            parameter = slow;
            slow = weight;
        }
    }
}
