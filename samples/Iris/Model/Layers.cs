using System;
using Samples.Shared;

namespace IrisSample;

/// <summary>The numbers of a network, or the gradient of each: two layers of weights (one row per unit) and biases.</summary>
internal readonly record struct Layers(float[] W1, float[] B1, float[] W2, float[] B2)
{
    /// <summary>Draws the weights from Glorot's uniform distribution, which suits tanh; biases start at 0.</summary>
    public void Randomize(SplitMix64 random)
    {
        Fill(W1, MathF.Sqrt(6f / (Network.Inputs + Network.Hidden)));
        Fill(W2, MathF.Sqrt(6f / (Network.Hidden + Network.Classes)));

        void Fill(float[] weights, float limit)
        {
            foreach (ref float weight in weights.AsSpan())
                weight = limit * (2 * random.NextSingle() - 1);
        }
    }
}
