using System;
using FusedOpt;

namespace IrisSample;

/// <summary>
/// The members of a model that the trainer needs. All of them are generated, from the parameters and the loss of one flower.
/// </summary>
internal interface IClassifier : IOptimizable
{
    /// <summary>The weights of the hidden units, one row for each.</summary>
    Span<float> W1 { get; }

    /// <summary>The weights of the classes, one row for each.</summary>
    Span<float> W2 { get; }

    /// <summary>Takes a step along the gradient of the mean loss of flowers, and returns the mean.</summary>
    double Learn(ReadOnlySpan<float> flower, ReadOnlySpan<int> species);

    /// <summary>Returns the mean loss of flowers.</summary>
    double MeanLoss(ReadOnlySpan<float> flower, ReadOnlySpan<int> species);

    /// <summary>Computes the score of each class for each flower: the larger, the more probable.</summary>
    void Scores(ReadOnlySpan<float> flower, Span<float> results);
}
