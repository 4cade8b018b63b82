using System;
using System.Linq;
using FusedOpt;
using Samples.Shared;

namespace DigitsSample;

/// <summary>Trains a network on the training digits, in mini-batches.</summary>
/// <param name="data">The digits.</param>
/// <param name="epochs">The number of epochs, on which the learning rate of each step depends.</param>
/// <param name="checkpoints">The directory to save the network to after each epoch; null for none.</param>
internal sealed class Trainer(DigitsData data, int epochs, CheckpointDirectory? checkpoints)
{
    private const int BatchSize = 32;

    /// <summary>The number of epochs.</summary>
    public int Epochs => epochs;

    /// <summary>Trains the network from where it is to the last epoch.</summary>
    /// <param name="network">The network.</param>
    /// <param name="progress">The state of training, which goes on to the last epoch.</param>
    /// <param name="report">Hears the scores after each epoch.</param>
    public void Train(Network network, TrainingProgress progress, Action<EpochScores> report)
    {
        int batches = (data.Training.Length + BatchSize - 1) / BatchSize;
        var schedule = new Schedule(Network.LargestLearningRate, (long)epochs * batches);

        if (progress.Scores.Count == 0)
            progress.Scores.Add(Evaluate(network));
        while (progress.Epoch < epochs)
        {
            progress.Random.Shuffle(progress.Order.AsSpan());
            foreach (int[] batch in progress.Order.Chunk(BatchSize))
            {
                network.LearningRate = schedule.GetLearningRate(network.StepCount);
                Step(network, [.. batch.Select(i => data.Training[i])], progress.Random);
            }

            EpochScores scores = Evaluate(network);
            progress.Scores.Add(scores);
            checkpoints?.Save(network, scores.Test.Accuracy, new() { Metadata = progress.ToMetadata() });
            report(scores);
        }
    }

    // The whole of training with FusedOpt: lay the images of a batch one after the other, and learn from them.
    private static void Step(Network network, Digit[] batch, SplitMix64 random)
    {
        Span<float> pixels = stackalloc float[BatchSize * Network.Inputs];
        Span<int> labels = stackalloc int[BatchSize];
        for (int i = 0; i < batch.Length; i++)
        {
            Shift.ByUpToHalfAPixel(batch[i].Pixels, pixels.Slice(i * Network.Inputs, Network.Inputs), random);
            labels[i] = batch[i].Label;
        }

        network.Learn(pixels[..(batch.Length * Network.Inputs)], labels[..batch.Length]);
    }

    private EpochScores Evaluate(Network network) => new(Reading.Of(network, data.Training).Score, Reading.Of(network, data.Test).Score);
}
