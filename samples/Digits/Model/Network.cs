using System;
using FusedOpt;
using static FusedOpt.Functional;

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

    /// <summary>Computes the probability of each digit, from an image; the compiler makes a form for many images of it.</summary>
    [Inference] public Vec<float> Probabilities([Shape(Inputs)] Vec<float> pixels) => Softmax(Scores(pixels));

    // From this method of one image the compiler makes AddGradients, Learn and MeanLoss for batches.
    [Loss] private float LossOf([Shape(Inputs)] Vec<float> pixels, int digit) => CrossEntropy(Scores(pixels), digit);

    private Vec<float> Scores(Vec<float> pixels)
    {
        Vec<float> hidden = Relu(Linear(pixels, HiddenWeights, HiddenBiases));
        return Linear(hidden, OutputWeights, OutputBiases);
    }
}
