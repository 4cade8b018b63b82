using System;

namespace DigitsSample;

/// <summary>Half a cosine, from the full learning rate to 0: long strides first, fine ones in the end.</summary>
internal sealed class Schedule(double peak, long steps)
{
    /// <summary>The learning rate of a step; the first is number 0.</summary>
    public double GetLearningRate(long step) => peak * 0.5 * (1 + Math.Cos(Math.PI * step / steps));
}
