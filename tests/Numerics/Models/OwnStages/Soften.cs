using System;
using FusedOpt;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>
/// A transform with all that one may have: the parameter, state of elements, rows and the whole, the step, hyperparameters, a reduction.
/// </summary>
[GradientTransform]
public static partial class Soften
{
    public static void Transform(
        ref float gradient,
        float parameter,
        ref float velocity,
        [State(Per = Per.Row, Initial = 0.25)] ref float scale,
        [State(InitialFrom = nameof(level))] ref double peak,
        long step,
        [Interval("(0, inf)")] double softness = 2,
        double level = 0.5,
        bool mix = true)
    {
        bool cold = step < 3;
        velocity = 0.5f * velocity + gradient;
        scale = 0.75f * scale + 0.25f * Reduce.RowMean(MathF.Abs(gradient));
        peak = Math.Max(0.9 * peak, Reduce.Max(MathF.Abs(velocity)));
        float softened = cold ? gradient : velocity / ((float)softness + MathF.Abs(velocity));
        if (mix)
            softened += 0.01f * parameter * scale;
        gradient = (float)(level / (1 + peak)) * softened;
    }
}
