using System;
using FusedOpt;
using Samples.Shared;
using static FusedOpt.Functional;

namespace IrisSample;

/// <summary>Four inputs, sixteen tanh units, a score for each of three classes; the loss is the cross entropy.</summary>
/// <remarks>
/// All of it is written here once. Each class that derives from this one names an optimizer, and FusedOpt gives it the memory of the
/// parameters, the steps, and the gradients of the loss.
/// </remarks>
internal abstract class Network
{
    public const int Inputs = 4, Hidden = 16, Classes = 3;

    [Parameter(Hidden, Inputs)] public abstract Span<float> W1 { get; }
    [Parameter(Hidden)] public abstract Span<float> B1 { get; }
    [Parameter(Classes, Hidden)] public abstract Span<float> W2 { get; }
    [Parameter(Classes)] public abstract Span<float> B2 { get; }

    /// <summary>Computes the score of each class for a flower: the larger, the more probable.</summary>
    [Inference]
    public Vec<float> Scores([Shape(Inputs)] Vec<float> flower)
    {
        Vec<float> hidden = Tanh(Linear(flower, W1, B1));
        return Linear(hidden, W2, B2);
    }

    [Loss] private float LossOf([Shape(Inputs)] Vec<float> flower, int species) => CrossEntropy(Scores(flower), species);

    /// <summary>Draws the weights from Glorot's uniform distribution, which suits tanh; biases start at 0.</summary>
    public void Randomize(SplitMix64 random)
    {
        Fill(W1, MathF.Sqrt(6f / (Inputs + Hidden)));
        Fill(W2, MathF.Sqrt(6f / (Hidden + Classes)));

        void Fill(Span<float> weights, float limit)
        {
            foreach (ref float weight in weights)
                weight = limit * (2 * random.NextSingle() - 1);
        }
    }
}
