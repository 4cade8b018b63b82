using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FusedOpt;
using Samples.Shared;

namespace LanguageSample;

/// <summary>The losses after some of the steps.</summary>
/// <param name="Step">The number of steps.</param>
/// <param name="Training">The mean loss of the steps since the last scores, in bits a byte.</param>
/// <param name="HeldOut">The loss of held-out passages, in bits a byte.</param>
internal sealed record Scores(long Step, double Training, double HeldOut);

/// <summary>The state of training that is not in the model: with it and the model, training goes on as if never interrupted.</summary>
internal sealed class TrainingProgress
{
    private readonly Options _options;

    private TrainingProgress(Options options) => _options = options;

    /// <summary>The random numbers of the passages.</summary>
    public required SplitMix64 Random { get; init; }

    /// <summary>The scores so far.</summary>
    public required List<Scores> Scores { get; init; }

    /// <summary>Begins training.</summary>
    public static TrainingProgress Begin(Options options) => new(options) { Random = new(options.Seed), Scores = [] };

    /// <summary>Reads the state from a checkpoint.</summary>
    /// <exception cref="UsageException">The training had other options, and would have gone on in another way.</exception>
    public static TrainingProgress Read(CheckpointMetadata metadata, Options options)
    {
        (int steps, ulong seed) = (metadata.Get<int>("steps"), metadata.Get<ulong>("seed"));
        if (steps != options.Steps || seed != options.Seed)
            throw new UsageException($"the training to resume has --steps {steps} --seed {seed}");
        return new(options)
        {
            Random = new(metadata.Get<ulong>("random")),
            Scores = [.. Numbers(metadata["scores"]).Chunk(3).Select(s => new Scores((long)s[0], s[1], s[2]))],
        };
    }

    /// <summary>Writes the state into metadata of a checkpoint.</summary>
    public CheckpointMetadata ToMetadata() => new()
    {
        { "steps", _options.Steps },
        { "seed", _options.Seed },
        { "random", Random.State },
        { "scores", Text(Scores.SelectMany(s => new[] { s.Step, s.Training, s.HeldOut })) },
    };

    private static string Text(IEnumerable<double> numbers) =>
        string.Join(' ', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));

    private static IEnumerable<double> Numbers(string text) => text.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture));
}
