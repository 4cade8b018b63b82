using System;
using System.Numerics.Tensors;
using FusedOpt;

namespace DigitsSample;

/// <summary>64 pixels, 128 rectified units, softmax over ten digits; the loss is the cross entropy.</summary>
[Optimize(AdamW, LearningRate = LargestLearningRate, WeightDecay = 0.05, StatePrecision = State.Precision)]
internal sealed partial class Network
{
    public const int Inputs = 64, Hidden = 128, Classes = 10;
    public const double LargestLearningRate = 0.005;

    /// <summary>A network that has learnt nothing yet.</summary>
    /// <param name="seed">Decides its weights; biases start at 0.</param>
    public Network(long seed)
    {
        Initialize.KaimingUniform(HiddenWeights, fan: Inputs, seed);
        Initialize.XavierUniform(OutputWeights, fanIn: Hidden, fanOut: Classes, seed + 1);
    }

    // The parameters, one row per unit, in memory of the generated part, which has Gradients with the same four spans. A step is one loop
    // over the weights and one over the biases, which are not decayed.
    [Parameter(Hidden, Inputs)] public partial Span<float> HiddenWeights { get; }
    [Parameter(Hidden, WeightDecay = 0)] public partial Span<float> HiddenBiases { get; }
    [Parameter(Classes, Hidden)] public partial Span<float> OutputWeights { get; }
    [Parameter(Classes, WeightDecay = 0)] public partial Span<float> OutputBiases { get; }

    /// <summary>Computes the values of the hidden units, and the probability of each digit, from an image.</summary>
    public void Forward(ReadOnlySpan<float> pixels, Span<float> hidden, Span<float> probabilities)
    {
        Affine.Forward(HiddenWeights, HiddenBiases, pixels, hidden);
        TensorPrimitives.Max(hidden, 0, hidden);
        Affine.Forward(OutputWeights, OutputBiases, hidden, probabilities);

        // Less the largest, so that no exponential overflows.
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<float>(probabilities), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }

    /// <summary>Adds to the gradients what one image contributes to them, after <see cref="Forward"/>.</summary>
    /// <param name="share">The image's share in the mean: 1 / batch size.</param>
    public void Backward(ReadOnlySpan<float> pixels, ReadOnlySpan<float> hidden, ReadOnlySpan<float> probabilities, int label, float share)
    {
        Span<float> outputSlopes = stackalloc float[Classes], hiddenSlopes = stackalloc float[Hidden];

        // Softmax and cross entropy together have the simplest slope there is: what was said less what is so.
        probabilities.CopyTo(outputSlopes);
        outputSlopes[label] -= 1;
        TensorPrimitives.Multiply(outputSlopes, share, outputSlopes);

        Affine.Backward(OutputWeights, Gradients.OutputWeights, Gradients.OutputBiases, hidden, outputSlopes, hiddenSlopes);
        for (int unit = 0; unit < Hidden; unit++)
            hiddenSlopes[unit] = hidden[unit] > 0 ? hiddenSlopes[unit] : 0;
        Affine.Backward(HiddenWeights, Gradients.HiddenWeights, Gradients.HiddenBiases, pixels, hiddenSlopes, inputSlopes: []);
    }
}
