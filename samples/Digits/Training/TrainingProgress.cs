using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FusedOpt;
using Samples.Shared;

namespace DigitsSample;

/// <summary>The state of training that is not in the network: with it and the network, training goes on as if never interrupted.</summary>
internal sealed class TrainingProgress
{
    private readonly int _epochs;
    private readonly ulong _seed;

    private TrainingProgress(Options options) => (_epochs, _seed) = (options.Epochs, options.Seed);

    /// <summary>The number of epochs that are done.</summary>
    public int Epoch => Scores.Count - 1;

    /// <summary>The random numbers of the order of digits and of their shifts.</summary>
    public required SplitMix64 Random { get; init; }

    /// <summary>The indices of the training digits in the order of the last epoch, which the next epoch shuffles again.</summary>
    public required int[] Order { get; init; }

    /// <summary>The scores of the untrained network, and then those after each epoch.</summary>
    public required List<EpochScores> Scores { get; init; }

    /// <summary>Begins training.</summary>
    /// <param name="digits">The number of training digits.</param>
    /// <param name="options">The seed, and the number of epochs.</param>
    public static TrainingProgress Begin(int digits, Options options) =>
        new(options) { Random = new(options.Seed), Order = [.. Enumerable.Range(0, digits)], Scores = [] };

    /// <summary>Reads the state from a checkpoint.</summary>
    /// <exception cref="UsageException">The training had other options, and would have gone on in another way.</exception>
    public static TrainingProgress Read(CheckpointMetadata metadata, Options options)
    {
        (int epochs, ulong seed) = (metadata.Get<int>("epochs"), metadata.Get<ulong>("seed"));
        if (epochs != options.Epochs || seed != options.Seed)
            throw new UsageException($"the training to resume has --epochs {epochs} --seed {seed}");
        return new(options)
        {
            Random = new(metadata.Get<ulong>("random")),
            Order = [.. metadata["order"].Split(' ').Select(i => int.Parse(i, CultureInfo.InvariantCulture))],
            Scores = [.. Numbers(metadata["scores"]).Chunk(4).Select(s => new EpochScores(new(s[0], s[1]), new(s[2], s[3])))],
        };
    }

    /// <summary>Writes the state into metadata of a checkpoint.</summary>
    public CheckpointMetadata ToMetadata() => new()
    {
        { "epochs", _epochs },
        { "seed", _seed },
        { "random", Random.State },
        { "order", string.Join(' ', Order) },
        { "scores", Text(Scores.SelectMany(s => new[] { s.Training.Loss, s.Training.Accuracy, s.Test.Loss, s.Test.Accuracy })) },
    };

    private static string Text(IEnumerable<double> numbers) =>
        string.Join(' ', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));

    private static IEnumerable<double> Numbers(string text) => text.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture));
}
