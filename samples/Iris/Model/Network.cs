using System;
using FusedOpt;
using Samples.Shared;
using static FusedOpt.Functional;

namespace IrisSample;

/// <summary>Four inputs, sixteen tanh units, a score for each of three classes; the loss is the cross entropy.</summary>
internal static class Network
{
    public const int Inputs = 4, Hidden = 16, Classes = 3;

    /// <summary>Computes the score of each class for a flower.</summary>
    [Layer]
    public static Vec<float> Layers(
        Vec<float> flower, ReadOnlySpan<float> w1, ReadOnlySpan<float> b1, ReadOnlySpan<float> w2, ReadOnlySpan<float> b2)
    {
        Vec<float> hidden = Tanh(Linear(flower, w1, b1));
        return Linear(hidden, w2, b2);
    }

    /// <summary>Draws the weights from Glorot's uniform distribution, which suits tanh; biases start at 0.</summary>
    public static void Randomize(IClassifier model, SplitMix64 random)
    {
        Fill(model.W1, MathF.Sqrt(6f / (Inputs + Hidden)));
        Fill(model.W2, MathF.Sqrt(6f / (Hidden + Classes)));

        void Fill(Span<float> weights, float limit)
        {
            foreach (ref float weight in weights)
                weight = limit * (2 * random.NextSingle() - 1);
        }
    }
}
