using System;

namespace FusedOpt.Rules;

/// <summary>RMSprop: the gradient is divided by its root mean square. Centred and with momentum as options.</summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.RMSprop</c>; epsilon under the square root is TensorFlow's way.</para>
/// <para>T. Tieleman, G. Hinton: Lecture 6.5, rmsprop, Coursera, 2012. Centred: A. Graves: Generating sequences with recurrent neural
/// networks, arXiv:1308.0850, 2013.</para>
/// </remarks>
[UpdateRule(Source = "Tieleman and Hinton, 2012")]
public static partial class RmsPropRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="squareAvg">The moving average of the squared gradient.</param>
    /// <param name="momentumBuffer">The velocity; used only with momentum.</param>
    /// <param name="gradAvg">The moving average of the gradient; used only where centred.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="alpha">Decay of the averages.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="momentum">Decay of the velocity.</param>
    /// <param name="centered">Divides by the standard deviation instead of the root mean square.</param>
    /// <param name="epsilonInsideSqrt">Adds epsilon before the square root instead of after.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float squareAvg,
        ref float momentumBuffer,
        ref float gradAvg,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("[0, 1]")] double alpha = 0.99,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 0,
        [Interval("[0, inf)")] double momentum = 0,
        bool centered = false,
        bool epsilonInsideSqrt = false,
        bool maximize = false)
    {
        Rule.Require(
            epsilon > 0 || (alpha < 1 && !centered),
            "With alpha = 1, or a centered second moment, what is divided by can be 0 for any gradient; both require an epsilon above 0");
        Rule.Require(!centered || alpha > 0, "The variance of one gradient is 0; a centered second moment requires an alpha above 0");

        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        squareAvg = (float)alpha * squareAvg + (float)(1 - alpha) * gradient * gradient;
        float meanSquare = squareAvg;
        if (centered)
        {
            gradAvg += (float)(1 - alpha) * (gradient - gradAvg);

            // Rounded, the variance of gradients that are alike can fall below 0.
            meanSquare = MathF.Max(meanSquare - gradAvg * gradAvg, 0f);
        }

        float denominator = epsilonInsideSqrt
            ? MathF.Sqrt(meanSquare + (float)epsilon)
            : MathF.Sqrt(meanSquare) + (float)epsilon;
        if (momentum != 0)
        {
            momentumBuffer = (float)momentum * momentumBuffer + gradient / denominator;
            parameter -= (float)learningRate * momentumBuffer;
            momentumBuffer = RuleMath.FlushSubnormal(momentumBuffer);
        }
        else
        {
            parameter -= (float)learningRate * gradient / denominator;
        }

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        squareAvg = RuleMath.FlushSubnormal(squareAvg);
        if (centered)
            gradAvg = RuleMath.FlushSubnormal(gradAvg);
    }
}
