using System;
using FusedOpt;
using Samples.Shared;

namespace IrisSample;

/// <summary>
/// The members of a model that the trainer needs. All but the first are generated, from the parameters and the loss of one flower.
/// </summary>
internal interface IClassifier : IOptimizable
{
    /// <summary>Draws the initial weights.</summary>
    void Randomize(SplitMix64 random);

    /// <summary>Takes a step along the gradient of the mean loss of flowers, and returns the mean.</summary>
    double Learn(ReadOnlySpan<float> flower, ReadOnlySpan<int> species);

    /// <summary>Returns the mean loss of flowers.</summary>
    double MeanLoss(ReadOnlySpan<float> flower, ReadOnlySpan<int> species);

    /// <summary>Computes the score of each class for each flower: the larger, the more probable.</summary>
    void Scores(ReadOnlySpan<float> flower, Span<float> results);
}
