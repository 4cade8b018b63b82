using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Samples.Shared;

namespace IrisSample;

/// <summary>Trains models on the same data, from the same initial weights and in the same order of rows.</summary>
internal sealed class Trainer(IrisData data, int epochs, ulong seed)
{
    private readonly Flowers _training = Flowers.Of(data.Training), _test = Flowers.Of(data.Test);

    /// <summary>Trains the contender's model.</summary>
    /// <param name="contender">The contender to train.</param>
    /// <param name="progress">Called with the score after each epoch.</param>
    public TrainingRun Train(Contender contender, Action<Score> progress)
    {
        var clock = Stopwatch.StartNew();
        var random = new SplitMix64(seed);
        IClassifier model = contender.Create();
        model.Randomize(random);
        Flower[] rows = [.. data.Training];

        List<Score> scores = [Evaluate(model)];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(rows.AsSpan());
            foreach (Flowers batch in rows.Chunk(contender.BatchSize).Select(Flowers.Of))
                model.Learn(batch.Features, batch.Species);

            scores.Add(Evaluate(model));
            progress(scores[^1]);
        }

        return new(contender, scores, clock.Elapsed);
    }

    private Score Evaluate(IClassifier model)
    {
        float[] scores = new float[_test.Species.Length * Network.Classes];
        model.Scores(_test.Features, scores);
        int right = scores.Chunk(Network.Classes).Zip(_test.Species, (s, species) => s.IndexOf(s.Max()) == species ? 1 : 0).Sum();
        return new(model.MeanLoss(_training.Features, _training.Species), (double)right / _test.Species.Length);
    }
}
