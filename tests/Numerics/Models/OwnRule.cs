using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A rule of the same project: plain momentum whose direction is clipped.</summary>
[UpdateRule]
public static partial class OwnRule
{
    public static void Update(
        ref float parameter,
        float gradient,
        ref float velocity,
        double learningRate = 1e-2,
        double limit = 0.5,
        bool clip = true)
    {
        velocity = 0.9f * velocity + gradient;
        float direction = clip ? MathF.Min(MathF.Max(velocity, (float)-limit), (float)limit) : velocity;
        parameter -= (float)learningRate * direction;
    }
}
