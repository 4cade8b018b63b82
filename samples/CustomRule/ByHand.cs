using System;
using System.Runtime.CompilerServices;

namespace CustomRuleSample;

/// <summary>The step as one would write it by hand: a scalar loop, with the uniforms computed before it.</summary>
internal static class ByHand
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(float[] values, float[] gradients, float[] means, float[] sizes, long step, double learningRate)
    {
        float share = (float)(1 - 0.9);
        float epsilonHat = (float)(1e-8 * (1 - Math.Pow(0.9, step)));
        float stepSize = (float)learningRate;
        for (int i = 0; i < values.Length; i++)
        {
            float mean = means[i] += share * (gradients[i] - means[i]);
            float size = sizes[i] += share * (MathF.Abs(gradients[i]) - sizes[i]);
            float trust = MathF.Abs(mean) / (size + epsilonHat);
            values[i] -= stepSize * trust * (mean > 0 ? 1 : mean < 0 ? -1 : mean);
        }
    }
}
