using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Samples.Shared;

namespace IrisSample;

/// <summary>Trains models on the same data, from the same initial weights and in the same order of rows.</summary>
internal sealed class Trainer(IrisData data, int epochs, ulong seed)
{
    /// <summary>Trains the contender's model.</summary>
    /// <param name="contender">The contender to train.</param>
    /// <param name="progress">Called with the score after each epoch.</param>
    public TrainingRun Train(Contender contender, Action<Score> progress)
    {
        var clock = Stopwatch.StartNew();
        var random = new SplitMix64(seed);
        IClassifier model = contender.Create();
        model.Parameters.Randomize(random);
        Flower[] rows = [.. data.Training];

        List<Score> scores = [Evaluate(model.Parameters)];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(rows.AsSpan());
            foreach (Flower[] batch in rows.Chunk(contender.BatchSize))
                Step(model, batch);

            scores.Add(Evaluate(model.Parameters));
            progress(scores[^1]);
        }

        return new(contender, scores, clock.Elapsed);
    }

    // The whole of training with FusedOpt: clear the gradients, write them, step.
    private static void Step(IClassifier model, Flower[] batch)
    {
        Layers parameters = model.Parameters, gradients = model.Gradients;
        Span<float> hidden = stackalloc float[Network.Hidden], probabilities = stackalloc float[Network.Classes];

        model.ZeroGradients();
        foreach (Flower flower in batch)
        {
            Network.Forward(parameters, flower.Features, hidden, probabilities);
            Network.Backward(parameters, gradients, flower.Features, hidden, probabilities, flower.Species, 1f / batch.Length);
        }

        model.Step();
    }

    private Score Evaluate(Layers parameters)
    {
        Span<float> hidden = stackalloc float[Network.Hidden], probabilities = stackalloc float[Network.Classes];
        double loss = 0;
        foreach (Flower flower in data.Training)
        {
            Network.Forward(parameters, flower.Features, hidden, probabilities);
            loss -= Math.Log(Math.Max(probabilities[flower.Species], float.Epsilon));
        }

        int right = 0;
        foreach (Flower flower in data.Test)
        {
            Network.Forward(parameters, flower.Features, hidden, probabilities);
            right += Network.Decide(probabilities) == flower.Species ? 1 : 0;
        }

        return new(loss / data.Training.Length, (double)right / data.Test.Length);
    }
}
