using System;

namespace FusedOpt.RuleLibrary;

/// <summary>Uses every part of the language at least once; of no use as an optimizer.</summary>
[UpdateRule(Source = "nobody")]
public static partial class Everything
{
    private const float Third = 1f / 3f;
    private const float Precise = 0.12345678901234567f;

    /// <summary>One step for one element.</summary>
    public static void Update(
        ref float parameter,
        float gradient,
        [State(Initial = 0.1)] ref float first,
        [State(InitialFrom = nameof(scale))] ref float second,
        ref float third,
        long step,
        double learningRate = 1e-2,
        [Interval("(0, inf)")] double scale = 0.7,
        long warmup = 3,
        bool flip = true)
    {
        Rule.Require(scale > 0.1 || !flip, "flip requires a scale above 0.1");

        double progress = Math.Min(Math.Max((double)step / warmup, 0.25), 1);
        double decay = -Math.Pow(scale, step) + Math.Exp(-scale) - Math.Log(scale) * Math.Tanh(scale)
            + Math.Cos(step) * Math.Atan2(scale, 2);
        bool cold = step < warmup, odd = Math.Floor(step * 0.5) != Math.Ceiling(step * 0.5);
        float magnitude = MathF.Abs(gradient) + Precise * MathF.PI * 1e-3f;
        bool steep = magnitude >= 1f, up = !(gradient <= 0f);

        if (cold && flip)
            first = gradient;
        else if (steep || odd)
            first += (float)progress * (gradient - first);
        else
            third = RuleMath.Clamp(gradient, -0.5f, 0.25f);

        if (up && odd || gradient == 0f)
            second = MathF.Max(second, Root(magnitude) + Third);
        else
            second = MathF.Min(second, 2f * magnitude);

        third += 0.125f * (MathF.Floor(gradient) + MathF.Ceiling(2f * gradient) + MathF.Truncate(third) + MathF.Round(4f * gradient));
        float direction = first != third ? RuleMath.Sign(first - third) : RuleMath.CopySign(Third, gradient - parameter);
        first *= cold ? 0.5f : 0.75f;
        parameter -= (float)(learningRate * progress + 1e-3 * decay) * (direction + first / (second + 1e-6f));
    }

    private static float Root(float x)
    {
        float square = x * x;
        return MathF.Sqrt(square + x);
    }
}
