using System;

namespace FusedOpt.Rules;

/// <summary>ADOPT: <see cref="AdamWRule"/> that divides each gradient by the second moment of those before it, and then averages.</summary>
/// <remarks>
/// <para>Order of operations: the authors' <c>adopt.py</c> with their clipping at step^(1/4). The first step only sets the second
/// moment.</para>
/// <para>S. Taniguchi, K. Harada, G. Minegishi, Y. Oshima, S. C. Jeong, G. Nagahara, T. Iiyama, M. Suzuki, Y. Iwasawa, Y. Matsuo: ADOPT:
/// modified Adam can converge with any beta2 with the optimal rate, NeurIPS 2024, algorithm 2.</para>
/// </remarks>
[UpdateRule(Source = "Taniguchi et al., 2024")]
public static partial class AdoptRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the normalized gradient.</param>
    /// <param name="expAvgSq">The moving average of the squared gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">Decoupled: each step takes this share times the learning rate off the parameter.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        ref float expAvgSq,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.9999,
        [Interval("[0, inf)")] double epsilon = 1e-6,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        bool first = step == 1;
        double limit = Math.Pow(step - 1, 0.25);
        float normalized = gradient / MathF.Max(MathF.Sqrt(expAvgSq), (float)epsilon);
        float clipped = RuleMath.Clamp(normalized, (float)-limit, (float)limit);
        if (first)
        {
            expAvgSq = gradient * gradient;
        }
        else
        {
            if (weightDecay != 0)
            {
                double shrinkage = 1 - learningRate * weightDecay;
                parameter *= (float)shrinkage;
            }

            expAvg += (float)(1 - beta1) * (clipped - expAvg);
            parameter -= (float)learningRate * expAvg;
            expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;

            // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
            expAvg = RuleMath.FlushSubnormal(expAvg);
            expAvgSq = RuleMath.FlushSubnormal(expAvgSq);
        }
    }
}
