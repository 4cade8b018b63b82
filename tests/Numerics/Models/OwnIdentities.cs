using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>
/// A rule of the same project made of identities that hold for real numbers and not for floats: none may be "simplified".
/// </summary>
[UpdateRule]
public static partial class OwnIdentities
{
    public static void Update(
        ref float parameter,
        float gradient,
        [State(Initial = -0.0)] ref float zero,
        [State(Initial = 1e-310)] ref float tiny,
        ref float last,
        long step,
        double learningRate = 1e-2,
        double one = 1,
        double none = 0)
    {
        // Each differs from its "simplification" for -0, for NaN and infinities, or in the last bit.
        float positive = gradient + 0f;
        float opposite = 0f - gradient;
        float vanished = gradient * 0f;
        float difference = gradient - gradient;
        float ratio = gradient / gradient;
        float thirds = gradient / 3f * 3f;
        float around = gradient + parameter - parameter;
        float left = gradient * 0.1f * parameter, right = gradient * (0.1f * parameter);
        float again = gradient;
        bool same = gradient == again, other = gradient != again;
        bool notLess = !(gradient < parameter), greaterOrEqual = gradient >= parameter;

        // These may be: by one, by minus zero, twice negated.
        float kept = -(-(gradient * (float)one / 1f)) + -0f - (float)none;

        zero = same ? zero + vanished : -zero;
        tiny = notLess && !greaterOrEqual || other ? tiny + opposite * (float)1e-300 : kept - tiny;
        last = (greaterOrEqual && !other ? left - right : around - thirds) + (step > 4 ? ratio * difference : -positive);
        parameter -= (float)learningRate * (kept + zero + tiny + 0.5f * last);
    }
}
