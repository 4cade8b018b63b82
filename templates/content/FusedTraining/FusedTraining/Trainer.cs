namespace FusedTraining;

/// <summary>Fits a network to a function.</summary>
public static class Trainer
{
    private const int Points = 64;

    /// <summary>Takes some steps and returns the mean squared error before the last one.</summary>
    public static float Train(Network network, Func<float, float> function, int steps)
    {
        float loss = 0;
        for (int step = 0; step < steps; step++)
        {
            loss = 0;
            for (int i = 0; i < Points; i++)
            {
                float x = 6f * i / Points - 3;
                loss += network.AddGradients(x, function(x)) / Points;
            }

            network.StepAndZeroGradients(); // one pass over every parameter
        }

        return loss;
    }
}
