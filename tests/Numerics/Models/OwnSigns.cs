using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>
/// A rule whose signs meet where casts vanish, whose whole numbers fit an int until they are multiplied, and whose truth values meet at
/// every rate.
/// </summary>
[UpdateRule]
public static partial class OwnSigns
{
    public static void Update(
        ref float parameter,
        float gradient,
        ref double mass,
        ref float slow,
        long step,
        double learningRate = 1e-2,
        double weight = -0.5,
        long many = 3)
    {
        float flipped = Flipped((float)(-learningRate)) * gradient - -(float)(-mass);
        float kept = -(float)-(-(weight + mass)) - -1f * -gradient;
        double product = ((step > 2 ? 2000000000L : -2000000000L) * (step > 3 ? 3L : -2L) + many) * 1e-10;
        bool down = gradient < 0f, early = step < 3;
        bool chosen = down ? early : !early;
        bool either = parameter < slow ? gradient > (early ? slow : parameter) : !down && early;
        slow = chosen ? slow + flipped : slow - -kept;
        mass = -(-mass * 0.5 - learningRate);
        parameter -= -(-(float)product) * (either ? flipped : -(-gradient)) - -(float)-learningRate * slow;
    }

    private static float Flipped(float x)
    {
        return -x;
    }
}

[Optimize(typeof(OwnSigns))]
internal sealed partial class OwnSignsPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}
