using FusedOpt;
using static FusedOpt.Functional;

namespace FusedOpt.Benchmarks.Training;

/// <summary>A classifier with layers whose arrays can be reached by number.</summary>
internal interface ITrainedModel : IOptimizable
{
    /// <summary>The weights of each layer, one row for each output.</summary>
    float[][] Weights { get; }

    /// <summary>The biases of each layer.</summary>
    float[][] Biases { get; }

    /// <summary>The gradients of <see cref="Weights"/>.</summary>
    float[][] WeightGradients { get; }

    /// <summary>The gradients of <see cref="Biases"/>.</summary>
    float[][] BiasGradients { get; }

    /// <summary>Takes a step from a batch; generated from the loss.</summary>
    double Learn(System.ReadOnlySpan<float> x, System.ReadOnlySpan<int> label);
}

/// <summary>4 inputs, 16 units, 3 classes.</summary>
[Optimize(AdamW, LearningRate = 1e-3)]
internal sealed partial class Tiny : ITrainedModel
{
    [Parameter(16, 4)] public readonly float[] W1 = new float[16 * 4];
    [Parameter(16)] public readonly float[] B1 = new float[16];
    [Parameter(3, 16)] public readonly float[] W2 = new float[3 * 16];
    [Parameter(3)] public readonly float[] B2 = new float[3];

    public float[][] Weights => [W1, W2];

    public float[][] Biases => [B1, B2];

    public float[][] WeightGradients => [Gradients.W1!, Gradients.W2!];

    public float[][] BiasGradients => [Gradients.B1!, Gradients.B2!];

    [Loss] private float LossOf([Shape(4)] Vec<float> x, int label) => CrossEntropy(Linear(Relu(Linear(x, W1, B1)), W2, B2), label);
}

/// <summary>64 inputs, 128 units, 10 classes.</summary>
[Optimize(AdamW, LearningRate = 1e-3)]
internal sealed partial class Small : ITrainedModel
{
    [Parameter(128, 64)] public readonly float[] W1 = new float[128 * 64];
    [Parameter(128)] public readonly float[] B1 = new float[128];
    [Parameter(10, 128)] public readonly float[] W2 = new float[10 * 128];
    [Parameter(10)] public readonly float[] B2 = new float[10];

    public float[][] Weights => [W1, W2];

    public float[][] Biases => [B1, B2];

    public float[][] WeightGradients => [Gradients.W1!, Gradients.W2!];

    public float[][] BiasGradients => [Gradients.B1!, Gradients.B2!];

    [Loss] private float LossOf([Shape(64)] Vec<float> x, int label) => CrossEntropy(Linear(Relu(Linear(x, W1, B1)), W2, B2), label);
}

/// <summary>784 inputs, 512 and 128 units, 10 classes.</summary>
[Optimize(AdamW, LearningRate = 1e-3)]
internal sealed partial class Large : ITrainedModel
{
    [Parameter(512, 784)] public readonly float[] W1 = new float[512 * 784];
    [Parameter(512)] public readonly float[] B1 = new float[512];
    [Parameter(128, 512)] public readonly float[] W2 = new float[128 * 512];
    [Parameter(128)] public readonly float[] B2 = new float[128];
    [Parameter(10, 128)] public readonly float[] W3 = new float[10 * 128];
    [Parameter(10)] public readonly float[] B3 = new float[10];

    public float[][] Weights => [W1, W2, W3];

    public float[][] Biases => [B1, B2, B3];

    public float[][] WeightGradients => [Gradients.W1!, Gradients.W2!, Gradients.W3!];

    public float[][] BiasGradients => [Gradients.B1!, Gradients.B2!, Gradients.B3!];

    [Loss] private float LossOf([Shape(784)] Vec<float> x, int label) =>
        CrossEntropy(Linear(Relu(Linear(Relu(Linear(x, W1, B1)), W2, B2)), W3, B3), label);
}
