using FusedOpt;

namespace FusedTraining;

/// <summary>A curve: a layer of tanh units between one number and another.</summary>
[Optimize(Adam, LearningRate = 0.01)]
public partial class Network
{
    private const int Units = 16;

    // Generated code owns the memory of a partial property, and keeps the optimizer's state beside it. A field works as well.
    [Parameter(Units)] public partial Span<float> InputWeights { get; }
    [Parameter(Units)] public partial Span<float> InputBiases { get; }
    [Parameter(Units)] public partial Span<float> OutputWeights { get; }
    public float OutputBias;

    public Network(int seed)
    {
        var random = new Random(seed);
        foreach (ref float weight in InputWeights)
            weight = 2 * random.NextSingle() - 1;
        foreach (ref float weight in OutputWeights)
            weight = 2 * random.NextSingle() - 1;
    }

    /// <summary>Computes the height of the curve at a point.</summary>
    public float Predict(float x)
    {
        float y = OutputBias;
        for (int i = 0; i < Units; i++)
            y += OutputWeights[i] * MathF.Tanh(InputWeights[i] * x + InputBiases[i]);
        return y;
    }

    /// <summary>Adds the gradients of half the squared error at a point, and returns the squared error.</summary>
    public float AddGradients(float x, float target)
    {
        float error = Predict(x) - target;
        Gradients.OutputBias += error;
        for (int i = 0; i < Units; i++)
        {
            float unit = MathF.Tanh(InputWeights[i] * x + InputBiases[i]);
            Gradients.OutputWeights[i] += error * unit;

            float slope = error * OutputWeights[i] * (1 - unit * unit);
            Gradients.InputWeights[i] += slope * x;
            Gradients.InputBiases[i] += slope;
        }

        return error * error;
    }
}
