using System;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A factor on the loss that keeps the gradients of half precision from underflow, found by trial: PyTorch's <c>GradScaler</c>, within
/// bounds.
/// </summary>
/// <remarks>
/// <para>
/// Largest: with 2^31 micro-batches the factor on gradients, 1 / (2^95 2^31), is 2^-126, the smallest normal float. Smallest: at 2^-24, the
/// smallest <see cref="Half"/>, gradients up to 2^40 fit a half; beyond that no scale is at fault, and from there it takes 24 doublings to
/// come back.
/// </para>
/// <para>P. Micikevicius et al.: Mixed precision training, ICLR 2018, section 3.2.</para>
/// </remarks>
internal sealed class LossScale(double initial, int growthInterval)
{
    private const double Least = GuardGradientsAttribute.MinLossScale, Most = GuardGradientsAttribute.MaxLossScale;

    private int _goodSteps;

    /// <summary>The number of good steps since the factor changed.</summary>
    public int GoodSteps => _goodSteps;

    /// <summary>The factor.</summary>
    public double Value { get; private set; } = Math.Clamp(initial, Least, Most);

    /// <summary>True after a bad step at the smallest factor: no scale makes the gradients finite.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Returns true if the factor can have a value, after a number of good steps.</summary>
    public bool Admits(double value, int goodSteps) => value is >= Least and <= Most && goodSteps >= 0 && goodSteps < growthInterval;

    /// <summary>Restores the factor, as a checkpoint has it.</summary>
    public void Restore(double value, int goodSteps, bool isExhausted) =>
        (Value, _goodSteps, IsExhausted) = (value, goodSteps, isExhausted);

    /// <summary>Doubles the factor after so many good steps in a row, and halves it after a bad one.</summary>
    public void Note(bool isGood)
    {
        IsExhausted = !isGood && Value == Least;
        if (!isGood)
        {
            Value = Math.Max(Value / 2, Least);
            _goodSteps = 0;
        }
        else if (++_goodSteps == growthInterval)
        {
            Value = Math.Min(2 * Value, Most);
            _goodSteps = 0;
        }
    }
}
