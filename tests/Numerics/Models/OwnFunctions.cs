using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A rule of the same project with every function that has a vector form, and those that are computed once per step.</summary>
[UpdateRule]
public static partial class OwnFunctions
{
    public static void Update(
        ref float parameter,
        float gradient,
        ref float velocity,
        [State(Initial = 0.5)] ref float spread,
        ref float angle,
        ref float work,
        long step,
        double learningRate = 1e-2,
        double steepness = 3)
    {
        double decay = Math.Exp(-1 / Math.Cbrt(step + 1)) + 0.1 * Math.Tanh(Math.Log(step));
        double share = Math.FusedMultiplyAdd(-decay, Math.Pow(0.99, step), Math.Atan2(step, 2));

        velocity = MathF.FusedMultiplyAdd((float)decay, velocity, gradient);
        spread = RuleMath.Pow(spread + MathF.Abs(gradient), (float)decay) + RuleMath.Exp(-(gradient * gradient));
        angle = RuleMath.Atan2(velocity, gradient) + RuleMath.Pow(gradient, 3f) + RuleMath.Tanh((float)share);
        work += RuleMath.Cbrt(angle) * RuleMath.Log(spread) - RuleMath.Exp(1e3f * gradient) * 1e-30f;
        float direction = RuleMath.Tanh((float)steepness * velocity / spread) + 1e-3f * RuleMath.Exp(-MathF.Abs(work));
        parameter -= (float)learningRate * MathF.FusedMultiplyAdd(direction, spread, 0.1f * angle);
    }
}
