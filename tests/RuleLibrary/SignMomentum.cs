namespace FusedOpt.RuleLibrary;

/// <summary>The sign of a moving average of the gradient, by conditions on elements.</summary>
[UpdateRule]
public static partial class SignMomentum
{
    /// <summary>One step for one element.</summary>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float velocity,
        double learningRate = 1e-2,
        [Interval("[0, 1)")] double beta = 0.9)
    {
        velocity = (float)beta * velocity + (float)(1 - beta) * gradient;
        parameter -= (float)learningRate * (velocity > 0f ? 1f : velocity < 0f ? -1f : 0f);
    }
}
