using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A rule of the same project with every kind of condition: on constants, once per step, and on elements.</summary>
[UpdateRule]
public static partial class OwnChoices
{
    public static void Update(
        ref float parameter,
        float gradient,
        [State(Initial = 0.25)] ref float velocity,
        ref float peak,
        long step,
        double learningRate = 1e-2,
        [Interval("[0, 1)")] double decay = 0.9,
        long warmup = 3,
        bool bounded = true)
    {
        Rule.Require(!bounded || decay > 0.5, "bounded requires a decay above 0.5");

        bool cold = step < warmup;
        double share = cold ? (double)step / warmup : 1 - decay;
        float size = MathF.Abs(gradient);
        if (cold)
        {
            velocity += (float)share * (gradient - velocity);
            peak = MathF.Max(size, 1e-3f);
        }
        else if (size > peak)
        {
            peak = bounded ? MathF.Min(size, 2f * peak) : size;
            velocity = RuleMath.CopySign(MathF.Sqrt(size), gradient);
        }
        else
        {
            peak *= (float)decay;
            if (gradient == 0f || !(velocity <= peak))
                velocity = -velocity;
            else
                velocity = (float)decay * velocity + (float)share * gradient;
        }

        float direction = velocity > peak ? 1f : velocity < -peak ? -1f : velocity / peak;
        parameter -= (float)learningRate * direction;
    }
}
