using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt;

/// <summary>The values that a checkpoint keeps of a model beside its tensors, as text in the metadata.</summary>
internal sealed class ModelRecord
{
    /// <summary>The beginning of the names of all metadata that are FusedOpt's own.</summary>
    public const string Prefix = "fusedopt.";

    /// <summary>The last words of names of metadata of a model.</summary>
    public const string RuleWord = "rule", StepCountWord = "step_count", LearningRateWord = "learning_rate",
        EvaluationWord = "in_evaluation", StateRateWord = "state_learning_rate", PruneStepWord = "prune_step",
        MaxNormWord = "max_gradient_norm", LastNormWord = "gradient_norm", SkippedWord = "skipped_steps", MicroBatchWord = "micro_batch",
        LossScaleWord = "loss_scale", GoodStepsWord = "good_steps", ExhaustedWord = "loss_scale_exhausted";

    /// <summary>The value of the learning rate while a schedule gives it.</summary>
    private const string Scheduled = "scheduled";

    /// <summary>Every word that ends a name of metadata of a model.</summary>
    public static readonly string[] Words =
    [
        RuleWord, StepCountWord, LearningRateWord, EvaluationWord, StateRateWord, PruneStepWord, MaxNormWord, LastNormWord, SkippedWord,
        MicroBatchWord, LossScaleWord, GoodStepsWord, ExhaustedWord,
    ];

    /// <summary>The rules of the classes of the model, those of its base classes first.</summary>
    public List<string> Rules { get; } = [];

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; init; }

    /// <summary>The learning rate; NaN while a schedule gives it.</summary>
    public double LearningRate { get; set; }

    /// <summary>True if the model is in evaluation; null if it is never moved.</summary>
    public bool? IsEvaluating { get; set; }

    /// <summary>The values of the guard; null if there is none.</summary>
    public GuardRecord? Guard { get; set; }

    /// <summary>
    /// The learning rates at which state stands that begins at the learning rate of the first step, one for each class that has such state.
    /// </summary>
    public List<double> StateRates { get; set; } = [];

    /// <summary>The last steps in which weights were chosen to be pruned, one for each class that prunes.</summary>
    public List<long> PruneSteps { get; set; } = [];

    /// <summary>The rules as one text.</summary>
    public string Rule => string.Join(" | ", Rules);

    /// <summary>Returns the name under which the metadata have a value of a model.</summary>
    /// <param name="path">The path to the model: empty, or with a dot at its end.</param>
    /// <param name="word">The last word of the name.</param>
    public static string NameOf(string path, string word) => Prefix + path + word;

    /// <summary>Adds the record to the metadata of a file.</summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="hasState">False to add only what belongs to the parameters.</param>
    public void Write(string path, IDictionary<string, string> metadata, bool hasState)
    {
        if (IsEvaluating is { } isEvaluating)
            Add(EvaluationWord, Text(isEvaluating));
        if (!hasState)
            return;
        Add(RuleWord, Rule);
        Add(StepCountWord, StepCount);
        Add(LearningRateWord, double.IsNaN(LearningRate) ? Scheduled : Text(LearningRate));
        if (StateRates.Count > 0)
            Add(StateRateWord, string.Join(' ', StateRates.Select(Text)));
        if (PruneSteps.Count > 0)
            Add(PruneStepWord, string.Join(' ', PruneSteps.Select(s => s.ToString(CultureInfo.InvariantCulture))));
        if (Guard is not { } guard)
            return;
        Add(MaxNormWord, Text(guard.MaxNorm));
        Add(LastNormWord, Text(guard.LastNorm));
        Add(SkippedWord, guard.SkippedSteps);
        Add(MicroBatchWord, guard.MicroBatch);
        Add(LossScaleWord, Text(guard.LossScale));
        Add(GoodStepsWord, guard.GoodSteps);
        Add(ExhaustedWord, Text(guard.IsExhausted));

        void Add(string word, object value) => metadata.Add(NameOf(path, word), Convert.ToString(value, CultureInfo.InvariantCulture)!);
    }

    /// <summary>
    /// Reads the record of a model from the metadata of a file. Values that the file lacks are as they are in the model; a file of another
    /// program may have the step count of the whole model alone.
    /// </summary>
    /// <param name="path">The path to the model.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="model">The record of the model as it is.</param>
    /// <returns>The record; null if a file of FusedOpt's has none of the model.</returns>
    /// <exception cref="CheckpointException">A value is missing or is none of its kind.</exception>
    public static ModelRecord? Read(string path, MetadataReader metadata, ModelRecord model)
    {
        string Name(string word) => NameOf(path, word);
        long? count = metadata.FindLong(Name(StepCountWord));
        if (count is null && metadata.Find(CheckpointWriter.VersionName) is not null)
            return null;
        string? rate = metadata.Find(Name(LearningRateWord));
        var record = new ModelRecord
        {
            StepCount = count ?? metadata.GetLong(NameOf("", StepCountWord)),
            LearningRate = rate == Scheduled ? double.NaN : metadata.FindDouble(Name(LearningRateWord)) ?? model.LearningRate,
            IsEvaluating = model.IsEvaluating is null ? null : metadata.FindBool(Name(EvaluationWord)) ?? false,
            Guard = model.Guard is { } guard ? ReadGuard(guard) : null,
            StateRates = [.. metadata.FindDoubles(Name(StateRateWord)) ?? model.StateRates],
            PruneSteps = [.. metadata.FindLongs(Name(PruneStepWord)) ?? model.PruneSteps.Select(_ => 0L)],
        };
        if (metadata.Find(Name(RuleWord)) is { } rule)
            record.Rules.Add(rule);
        if (record.StepCount < 0)
            throw metadata.Invalid(Name(StepCountWord), "a step count, which is at least 0");
        if (rate is not null && rate != Scheduled && !(record.LearningRate >= 0 && double.IsFinite(record.LearningRate)))
            throw metadata.Invalid(Name(LearningRateWord), "a learning rate, which is finite and at least 0");
        if (record.StateRates.Any(r => !(r >= 0 && double.IsFinite(r))))
            throw metadata.Invalid(Name(StateRateWord), "a list of learning rates, which are finite and at least 0");
        if (record.PruneSteps.Any(s => s < 0))
            throw metadata.Invalid(Name(PruneStepWord), "a list of step counts");
        return record;

        GuardRecord ReadGuard(GuardRecord guard) => new(
            metadata.FindDouble(Name(MaxNormWord)) ?? guard.MaxNorm,
            metadata.FindDouble(Name(LastNormWord)) ?? 0,
            metadata.FindLong(Name(SkippedWord)) ?? 0,
            metadata.FindInt(Name(MicroBatchWord)) ?? 0,
            metadata.FindDouble(Name(LossScaleWord)) ?? guard.LossScale,
            metadata.FindInt(Name(GoodStepsWord)) ?? 0,
            metadata.FindBool(Name(ExhaustedWord)) ?? false);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
