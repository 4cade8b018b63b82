using System;

namespace IrisSample;

/// <summary>Four inputs, sixteen tanh units, softmax over three classes; the loss is the cross entropy.</summary>
/// <remarks>Plain loops in a fixed order: the same bits on every machine that agrees on tanh, exp and log.</remarks>
internal static class Network
{
    public const int Inputs = 4, Hidden = 16, Classes = 3;

    /// <summary>Computes the values of the hidden units, and the probability of each class, from one row.</summary>
    public static void Forward(Layers parameters, ReadOnlySpan<float> row, Span<float> hidden, Span<float> probabilities)
    {
        Affine(parameters.W1, parameters.B1, row, hidden);
        foreach (ref float unit in hidden)
            unit = MathF.Tanh(unit);
        Affine(parameters.W2, parameters.B2, hidden, probabilities);
        Softmax(probabilities);
    }

    /// <summary>Adds to the gradients what one row contributes to them, after <see cref="Forward"/>.</summary>
    /// <param name="share">The row's share in the mean: 1 / batch size.</param>
    public static void Backward(
        Layers parameters,
        Layers gradients,
        ReadOnlySpan<float> row,
        ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> probabilities,
        int label,
        float share)
    {
        Span<float> outputSlopes = stackalloc float[Classes];
        Span<float> hiddenSlopes = stackalloc float[Hidden];

        // Softmax and cross entropy together have the simplest slope there is: what was said less what is so.
        for (int c = 0; c < Classes; c++)
            outputSlopes[c] = share * (probabilities[c] - (c == label ? 1 : 0));
        AffineBackward(gradients.W2, gradients.B2, hidden, outputSlopes);

        for (int h = 0; h < Hidden; h++)
        {
            float slope = 0;
            for (int c = 0; c < Classes; c++)
                slope += outputSlopes[c] * parameters.W2[c * Hidden + h];
            hiddenSlopes[h] = slope * (1 - hidden[h] * hidden[h]); // tanh' = 1 - tanh^2
        }

        AffineBackward(gradients.W1, gradients.B1, row, hiddenSlopes);
    }

    /// <summary>The most probable class.</summary>
    public static int Decide(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int c = 1; c < Classes; c++)
        {
            if (probabilities[c] > probabilities[best])
                best = c;
        }

        return best;
    }

    // outputs = weights * inputs + biases
    private static void Affine(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int o = 0; o < outputs.Length; o++)
        {
            float sum = biases[o];
            for (int i = 0; i < inputs.Length; i++)
                sum += weights[o * inputs.Length + i] * inputs[i];
            outputs[o] = sum;
        }
    }

    private static void AffineBackward(
        Span<float> weightGradients, Span<float> biasGradients, ReadOnlySpan<float> inputs, ReadOnlySpan<float> slopes)
    {
        for (int o = 0; o < slopes.Length; o++)
        {
            biasGradients[o] += slopes[o];
            for (int i = 0; i < inputs.Length; i++)
                weightGradients[o * inputs.Length + i] += slopes[o] * inputs[i];
        }
    }

    private static void Softmax(Span<float> values)
    {
        // Less the largest, so that no exponential overflows.
        float largest = float.NegativeInfinity, sum = 0;
        foreach (float value in values)
            largest = MathF.Max(largest, value);
        foreach (ref float value in values)
            sum += value = MathF.Exp(value - largest);
        foreach (ref float value in values)
            value /= sum;
    }
}
