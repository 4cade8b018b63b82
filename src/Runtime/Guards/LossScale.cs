using System;

namespace FusedOpt;

/// <summary>A factor on the loss that keeps the gradients of half precision from underflow, found by trial: PyTorch's <c>GradScaler</c>.</summary>
/// <remarks>P. Micikevicius et al.: Mixed precision training, ICLR 2018, section 3.2.</remarks>
internal sealed class LossScale(double initial, int growthInterval)
{
    private int _goodSteps;

    /// <summary>The factor.</summary>
    public double Value { get; private set; } = initial;

    /// <summary>Doubles it after so many good steps in a row, and halves it after a bad one.</summary>
    public void Note(bool isGood)
    {
        if (!isGood)
        {
            Value /= 2;
            _goodSteps = 0;
        }
        else if (++_goodSteps == growthInterval)
        {
            Value *= 2;
            _goodSteps = 0;
        }
    }
}
