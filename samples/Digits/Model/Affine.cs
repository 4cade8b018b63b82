using System;
using System.Numerics.Tensors;

namespace DigitsSample;

/// <summary>outputs = weights * inputs + biases, with one row of weights for each output.</summary>
internal static class Affine
{
    /// <summary>Computes the outputs.</summary>
    public static void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int o = 0; o < outputs.Length; o++)
            outputs[o] = TensorPrimitives.Dot(weights.Slice(o * inputs.Length, inputs.Length), inputs) + biases[o];
    }

    /// <summary>Adds to the gradients what the slopes of the outputs make of them, and computes the slopes of the inputs.</summary>
    /// <param name="inputSlopes">The slopes of the inputs; empty if they are not needed.</param>
    public static void Backward(
        ReadOnlySpan<float> weights, Span<float> weightGradients, Span<float> biasGradients,
        ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputSlopes, Span<float> inputSlopes)
    {
        inputSlopes.Clear();
        for (int o = 0; o < outputSlopes.Length; o++)
        {
            // A rectified unit that is off passes nothing back.
            float slope = outputSlopes[o];
            if (slope == 0)
                continue;

            Range row = (o * inputs.Length)..((o + 1) * inputs.Length);
            TensorPrimitives.MultiplyAdd(inputs, slope, weightGradients[row], weightGradients[row]);
            if (!inputSlopes.IsEmpty)
                TensorPrimitives.MultiplyAdd(weights[row], slope, inputSlopes, inputSlopes);
        }

        TensorPrimitives.Add(biasGradients, outputSlopes, biasGradients);
    }
}
