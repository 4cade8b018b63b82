using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace FusedOpt;

/// <summary>Compares a model with a file, and changes nothing: finds the entry of each tensor, and lists all differences.</summary>
internal sealed class FitPass : CheckpointPass
{
    private readonly CheckpointFile _file;
    private readonly CheckpointLoadOptions _options;
    private readonly NameMap _names;
    private readonly HashSet<string> _asked = [];
    private readonly List<string> _missing = [];
    private readonly List<FittedModel> _models = [];
    private bool _isWaiting;

    /// <summary>Makes the pass.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="CheckpointException">The file has the parameters alone, and training is to be resumed.</exception>
    public FitPass(CheckpointFile file, CheckpointLoadOptions options)
    {
        (_file, _options, _names) = (file, options, new(options.Names));
        if (options.ParametersFrom is not null && TakesState)
            throw new ArgumentException("ParametersFrom goes with CheckpointContents.Parameters.", nameof(options));
        if (TakesState && file.Metadata.Find(CheckpointWriter.ContentsName) == nameof(CheckpointContents.Parameters))
        {
            throw new CheckpointException(
                "It has the parameters alone, and no state of the optimizer: load it with CheckpointContents.Parameters.");
        }
    }

    /// <summary>The differences, in the order in which they were met.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>The entries of the tensors that fit, by name in the model.</summary>
    public Dictionary<string, TensorEntry> Entries { get; } = [];

    /// <summary>The values that the file keeps of each model beside its tensors, in the order of the models.</summary>
    public List<ModelRecord> Records { get; } = [];

    /// <summary>The indices of rows that have a gradient, by name of their table.</summary>
    public Dictionary<string, int[]> TouchedRows { get; } = [];

    /// <inheritdoc/>
    public override bool TakesState => _options.Contents == CheckpointContents.Training;

    /// <inheritdoc/>
    public override bool TakesGradients => TakesState && _isWaiting;

    /// <inheritdoc/>
    public override void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard)
    {
        path = _names.FindPath(path);
        var record = new ModelRecord { StepCount = state.StepCount, LearningRate = learningRate, Guard = guard?.Record() };
        _models.Add(new(path, record, guard));
        if (guard is null)
            return;
        int waiting = _file.Metadata.FindInt(ModelRecord.NameOf(path, ModelRecord.MicroBatchWord)) ?? 0;
        _isWaiting |= waiting > 0 && waiting < guard.MicroBatches;
    }

    /// <inheritdoc/>
    public override void Rule(string rule) => _models[^1].Record.Rules.Add(rule);

    /// <inheritdoc/>
    public override void Mode(ref bool isEvaluating) => _models[^1].Record.IsEvaluating = isEvaluating;

    /// <inheritdoc/>
    public override void Pruning(Pruner pruner) => _models[^1].Record.PruneSteps.Add(pruner.Chosen);

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory)
    {
        string name = _names.Find(tensor.Name);
        if (tensor.Role == TensorRole.Parameter && _options.ParametersFrom is { } state)
            name += "." + state;
        Fit(name, tensor);
    }

    /// <inheritdoc/>
    public override void Mask(string parameter, int length, MaskPlace mask)
    {
        // A file that was written before anything was pruned has no mask.
        ModelTensor tensor = DescribeMask(parameter, length);
        string name = _names.Find(tensor.Name);
        if (_file.Header.TryFind(name, out _))
            Fit(name, tensor);
    }

    /// <inheritdoc/>
    public override void Rows<T>(string parameter, RowGradients<T> gradient)
    {
        string name = _names.Find(DescribeRows(parameter, 0).Name);
        bool isThere = _file.Header.TryFind(name, out TensorEntry entry) && entry.Shape is [long rows] && rows <= gradient.Height;
        int count = isThere ? (int)entry.Shape[0] : 0;
        ModelTensor values = DescribeRowValues(parameter, gradient, count);
        if (!Fit(name, DescribeRows(parameter, count)) | !Fit(_names.Find(values.Name), values))
            return;
        var indices = new int[count];
        _file.Read(entry, TensorMemory.Create(indices.AsSpan()));
        if (indices.Distinct().Count() < count || indices.Any(i => i < 0 || i >= gradient.Height))
            throw new CheckpointException($"Its entry {HeaderText.Quote(name)} has rows twice, or rows that the table does not have.");
        TouchedRows[parameter] = indices;
    }

    /// <summary>Compares the rest when all models have been shown: names that are not asked for, rules, and values.</summary>
    /// <exception cref="CheckpointException">The metadata are damaged.</exception>
    public void Complete()
    {
        _names.Check();
        string[] unknown = [.. _file.Header.Entries.Select(e => e.Name).Where(n => !_asked.Contains(n))];
        foreach (string name in _missing)
        {
            string nearest = Nearest.Find(name, unknown) is { } near ? $" The file has {HeaderText.Quote(near)}." : "";
            Differences.Add($"The model needs the entry {HeaderText.Quote(name)}, and the file has none.{nearest}");
        }

        // A file of states is no obstacle to loading the parameters alone.
        if (!TakesState)
            return;
        Differences.AddRange(unknown.Select(n => $"The file has the entry {HeaderText.Quote(n)}, and the model has none."));
        Differences.AddRange(FindUnknownMetadata());
        foreach (FittedModel model in _models)
            Complete(model);
    }

    // Values of a model that is not there would be values that another model lacks.
    private IEnumerable<string> FindUnknownMetadata()
    {
        var known = new HashSet<string>(_models.SelectMany(m => ModelRecord.Words.Select(w => ModelRecord.NameOf(m.Path, w))));
        return _file.Header.Metadata.Keys
            .Where(k => k.StartsWith(ModelRecord.Prefix, StringComparison.Ordinal) && !known.Contains(k) && !CheckpointFile.Own.Contains(k))
            .Select(k => $"The file has the metadata {HeaderText.Quote(k)}, and the model has no such part.");
    }

    private void Complete(FittedModel model)
    {
        ModelRecord record = ModelRecord.Read(model.Path, _file.Metadata, model.Record);
        bool isOther = record.Rules.Count > 0 && record.Rule != model.Record.Rule;
        if (isOther)
            Differences.Add(RuleDifference.Describe(model.Path, record.Rule, model.Record.Rule));
        if (model.Guard is { } guard && !guard.Admits(record.Guard!))
        {
            // The guard of another rule may have values that this one cannot have.
            if (isOther)
                record.Guard = model.Record.Guard;
            else
                throw Refuse();
        }

        Records.Add(record);

        CheckpointException Refuse()
        {
            string of = model.Path.Length == 0 ? "the model" : HeaderText.Quote(model.Path[..^1]);
            return new($"Its metadata have values for the guard of {of} that are out of range: {record.Guard}.");
        }
    }

    private bool Fit(string name, ModelTensor tensor)
    {
        _asked.Add(name);
        if (!_file.Header.TryFind(name, out TensorEntry entry))
        {
            _missing.Add(name);
            return false;
        }

        if (!entry.Shape.AsSpan().SequenceEqual(tensor.Shape))
        {
            Differences.Add(
                $"The file has {HeaderText.Quote(name)} with the shape {HeaderText.Describe(entry.Shape)}, and the model needs "
                    + $"{HeaderText.Describe(tensor.Shape)}.");
            return false;
        }

        if (entry.Type != tensor.Type && !(_options.ConvertsTypes && Conversion.Exists(entry.Type, tensor.Type)))
        {
            string hint = Conversion.Exists(entry.Type, tensor.Type) ? " ConvertsTypes converts the elements." : "";
            Differences.Add(
                $"The file has {HeaderText.Quote(name)} with elements of {entry.Type}, and the model needs {tensor.Type}.{hint}");
            return false;
        }

        Entries[tensor.Name] = entry;
        return true;
    }

    /// <summary>A model that has been met.</summary>
    /// <param name="Path">The path to the model, by names of the file.</param>
    /// <param name="Record">The values that the model keeps.</param>
    /// <param name="Guard">The guard of its gradients; null if there is none.</param>
    private sealed record FittedModel(string Path, ModelRecord Record, GradientGuard? Guard);
}
