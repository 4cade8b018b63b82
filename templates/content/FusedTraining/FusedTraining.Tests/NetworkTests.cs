using FusedOpt;
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
        const float X = 0.7f, Target = 0.3f;
        var network = new Network(seed: 1);

        GradientCheck.Run(network, Loss, () => network.AddGradients(X, Target)).ThrowIfWrong();

        double Loss() => Math.Pow(network.Predict(X) - Target, 2) / 2;
    }
}
