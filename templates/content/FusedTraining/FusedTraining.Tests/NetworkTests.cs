using Xunit;

namespace FusedTraining.Tests;

public class NetworkTests
{
    [Fact]
    public void TrainingFindsTheFunction()
    {
        var network = new Network(seed: 1);
        float first = Trainer.Train(network, MathF.Sin, steps: 1);
        float last = Trainer.Train(network, MathF.Sin, steps: 2000);

        Assert.True(first > 0.1f, $"The error began at {first}.");
        Assert.True(last < 0.001f, $"The error is still {last}.");
    }

    [Fact]
    public void TheGradientIsTheSlopeOfTheLoss()
    {
        const float X = 0.7f, Target = 0.3f, Small = 0.01f;
        var network = new Network(seed: 1);
        network.AddGradients(X, Target);
        float gradient = network.Gradients.InputWeights[3];

        network.InputWeights[3] += Small;
        float above = Loss();
        network.InputWeights[3] -= 2 * Small;
        float below = Loss();
        Assert.Equal((above - below) / (2 * Small), gradient, tolerance: 0.001);

        float Loss() => MathF.Pow(network.Predict(X) - Target, 2) / 2;
    }
}
