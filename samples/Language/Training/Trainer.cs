using System;
using FusedOpt;
using FusedOpt.Schedules;

namespace LanguageSample;

/// <summary>Trains a model on passages of the text.</summary>
/// <param name="passages">The text.</param>
/// <param name="steps">The number of steps, on which the learning rate of each depends.</param>
/// <param name="checkpoints">The directory to save the model to with each scores; null for none.</param>
internal sealed class Trainer(Passages passages, int steps, CheckpointDirectory? checkpoints)
{
    /// <summary>The number of passages of a step.</summary>
    public const int BatchSize = 16;

    private const int ScoreEvery = 50, HeldOutPassages = 64;

    private readonly (int[] Texts, int[] Next) _heldOut = passages.HeldOut(HeldOutPassages);
    private readonly ISchedule _rate = new Cosine(LanguageModel.LargestLearningRate, steps).Warmup(Math.Min(50, steps / 10 + 1));

    /// <summary>The number of steps.</summary>
    public int Steps => steps;

    /// <summary>Trains the model from where it is to the last step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">The state of training, which goes on to the last step.</param>
    /// <param name="report">Hears the mean loss of a step, in nats a byte.</param>
    public void Train(LanguageModel model, TrainingProgress progress, Action<double> report)
    {
        int[] texts = new int[BatchSize * LanguageModel.Context], next = new int[texts.Length];
        if (progress.Scores.Count == 0)
            progress.Scores.Add(Score(model, model.MeanLoss(_heldOut.Texts, _heldOut.Next)));
        double sum = 0;
        while (steps - model.StepCount > 0)
        {
            passages.Draw(progress.Random, texts, next);
            model.LearningRate = _rate.GetLearningRate(model.StepCount);
            double loss = model.Learn(texts, next);
            sum += loss;
            report(loss);
            if (model.StepCount % ScoreEvery != 0 && model.StepCount != steps)
                continue;
            progress.Scores.Add(Score(model, sum / (model.StepCount - progress.Scores[^1].Step)));
            sum = 0;
            checkpoints?.Save(model, progress.Scores[^1].HeldOut, new() { Metadata = progress.ToMetadata() });
        }
    }

    // Bits, not nats: a text without any order has 8 of them in a byte.
    private Scores Score(LanguageModel model, double training) =>
        new(model.StepCount, training / Math.Log(2), model.MeanLoss(_heldOut.Texts, _heldOut.Next) / Math.Log(2));
}
