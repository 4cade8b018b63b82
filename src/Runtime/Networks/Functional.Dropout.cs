using System;
using System.Numerics;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>
    /// Dropout (Srivastava et al., 2014), in the form that needs nothing at inference: while a model learns, each element is 0 with a
    /// probability, or else x / (1 - rate); at all other times it is x.
    /// </summary>
    /// <remarks>
    /// Only the generated <c>AddGradients</c> and <c>Learn</c> drop elements. This method, <c>MeanLoss</c> and inference return x. What is
    /// dropped is a function of the class's <c>NoiseSeed</c>, the model's <c>StepCount</c>, the number of the call since the last step, the
    /// place of the call in the loss, the example's place in its batch and the element: whatever the vectors or slices, and the same again
    /// in a run that is repeated or resumed.
    /// </remarks>
    /// <param name="x">A vector or a matrix.</param>
    /// <param name="rate">The probability, at least 0 and below 1; a constant in a loss.</param>
    /// <returns>x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, 1 or more, or no number.</exception>
    public static Vec<T> Dropout<T>(Vec<T> x, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRate(rate);
        return x;
    }

    /// <inheritdoc cref="Dropout{T}(Vec{T}, double)"/>
    public static Mat<T> Dropout<T>(Mat<T> x, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRate(rate);
        return x;
    }

    private static void CheckRate(double rate)
    {
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate of dropout is at least 0 and below 1.");
    }
}
