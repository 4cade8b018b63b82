using System;
using System.Collections.Generic;
using System.Linq;
using Samples.Shared;

namespace DigitsSample;

/// <summary>Trains a network on the training digits, in mini-batches.</summary>
internal sealed class Trainer(DigitsData data, int epochs, ulong seed)
{
    private const int BatchSize = 32;

    private readonly SplitMix64 _random = new(seed);

    /// <summary>Trains the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="progress">Hears the scores after each epoch.</param>
    /// <returns>The scores of the untrained network, and then those after each epoch.</returns>
    public List<EpochScores> Train(Network network, Action<EpochScores> progress)
    {
        Digit[] digits = [.. data.Training];
        int batches = (digits.Length + BatchSize - 1) / BatchSize;
        var schedule = new Schedule(network.LearningRate, (long)epochs * batches);

        List<EpochScores> scores = [Evaluate(network)];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            _random.Shuffle(digits.AsSpan());
            foreach (Digit[] batch in digits.Chunk(BatchSize))
            {
                network.LearningRate = schedule.GetLearningRate(network.StepCount);
                Step(network, batch);
            }

            scores.Add(Evaluate(network));
            progress(scores[^1]);
        }

        return scores;
    }

    // The whole of training with FusedOpt: clear the gradients, write them, step.
    private void Step(Network network, Digit[] batch)
    {
        Span<float> pixels = stackalloc float[Network.Inputs],
            hidden = stackalloc float[Network.Hidden],
            probabilities = stackalloc float[Network.Classes];

        network.ZeroGradients();
        foreach (Digit digit in batch)
        {
            Shift.ByUpToHalfAPixel(digit.Pixels, pixels, _random);
            network.Forward(pixels, hidden, probabilities);
            network.Backward(pixels, hidden, probabilities, digit.Label, 1f / batch.Length);
        }

        network.Step();
    }

    private EpochScores Evaluate(Network network) => new(Reading.Of(network, data.Training).Score, Reading.Of(network, data.Test).Score);
}
