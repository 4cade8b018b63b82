namespace FusedOpt.Transforms;

/// <summary>Clips each element of a gradient: PyTorch's <c>clip_grad_value_</c>. NaN stays NaN, an infinity becomes the limit.</summary>
[GradientTransform]
public static partial class ClipByValue
{
    /// <summary>Clips one element.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="maxValue">The largest magnitude.</param>
    public static void Transform(ref float gradient, [Interval("(0, inf]")] double maxValue = 1) =>
        gradient = RuleMath.Clamp(gradient, (float)-maxValue, (float)maxValue);
}
