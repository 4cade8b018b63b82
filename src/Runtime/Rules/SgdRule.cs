namespace FusedOpt.Rules;

/// <summary>Stochastic gradient descent, with momentum and Nesterov's momentum as options.</summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.SGD</c>. At the first step the momentum buffer is the gradient itself,
/// undamped.</para>
/// <para>I. Sutskever, J. Martens, G. Dahl, G. Hinton: On the importance of initialization and momentum in deep learning, ICML 2013.</para>
/// </remarks>
[UpdateRule(Source = "Sutskever, Martens, Dahl and Hinton, 2013")]
public static partial class SgdRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="momentumBuffer">The velocity; used only with momentum.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="momentum">Decay of the velocity.</param>
    /// <param name="dampening">The share of the gradient that the velocity leaves out, from the second step on.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="nesterov">Looks ahead along the velocity.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float momentumBuffer,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, inf)")] double momentum = 0,
        [Interval("(-inf, inf)")] double dampening = 0,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
    {
        Rule.Require(!nesterov || (momentum > 0 && dampening == 0), "Nesterov momentum requires a momentum and zero dampening");

        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;
        if (momentum != 0)
        {
            double share = step == 1 ? 1 : 1 - dampening;
            momentumBuffer = (float)momentum * momentumBuffer + (float)share * gradient;
            gradient = nesterov ? gradient + (float)momentum * momentumBuffer : momentumBuffer;

            // The velocity of a gradient that stays 0 would stay in the subnormals, which are slow.
            momentumBuffer = RuleMath.FlushSubnormal(momentumBuffer);
        }

        parameter -= (float)learningRate * gradient;
    }
}
