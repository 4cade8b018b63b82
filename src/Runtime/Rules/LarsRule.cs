namespace FusedOpt.Rules;

/// <summary>
/// LARS: <see cref="SgdRule"/> with momentum whose gradient in each parameter is scaled to the parameter's norm, for large batches.
/// </summary>
/// <remarks>
/// <para>
/// The momentum holds scaled gradients and is multiplied by the learning rate afterwards, as in <see cref="SgdRule"/>; in the paper the
/// learning rate is inside, which is the same while it is constant. A parameter whose norm is 0, or whose gradient is, takes the step of
/// Sgd.
/// </para>
/// <para>Y. You, I. Gitman, B. Ginsburg: Large batch training of convolutional networks, 2017, equation 6 and algorithm 1.</para>
/// </remarks>
[UpdateRule(Source = "You, Gitman and Ginsburg, 2017")]
public static partial class LarsRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="momentumBuffer">The decaying sum of scaled gradients.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="momentum">Decay of the momentum.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="trustCoefficient">The norm of a scaled gradient, as a share of the parameter's.</param>
    /// <param name="epsilon">Keeps the denominator from 0.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float momentumBuffer,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 0.1,
        [Interval("[0, inf)")] double momentum = 0.9,
        [Interval("[0, inf)")] double weightDecay = 0,
        [Interval("(0, inf)")] double trustCoefficient = 1e-3,
        [Interval("[0, inf)")] double epsilon = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        double parameterNorm = Reduce.Norm(parameter);
        double gradientNorm = Reduce.Norm(gradient);
        double denominator = gradientNorm + epsilon;
        if (weightDecay != 0)
        {
            denominator += weightDecay * parameterNorm;
            gradient += (float)weightDecay * parameter;
        }

        double trusted = trustCoefficient * parameterNorm;
        double trustRatio = parameterNorm > 0 && gradientNorm > 0 ? trusted / denominator : 1;

        // Beyond the normal floats, from 2^-126 to 2^126, a factor would lose its digits or be infinite: it is taken in two steps.
        bool isBeyondNormal = trustRatio > 8.507059173023462e37 || trustRatio < 1.1754943508222875e-38;
        if (isBeyondNormal)
        {
            double first = trustRatio > 1 ? 8.507059173023462e37 : 1.1754943508222875e-38;
            gradient *= (float)first;
            trustRatio = trusted / first / denominator;
        }

        gradient *= (float)trustRatio;
        if (momentum != 0)
        {
            momentumBuffer = (float)momentum * momentumBuffer + gradient;
            gradient = momentumBuffer;

            // The velocity of a gradient that stays 0 would stay in the subnormals, which are slow.
            momentumBuffer = RuleMath.FlushSubnormal(momentumBuffer);
        }

        parameter -= (float)learningRate * gradient;
    }
}
