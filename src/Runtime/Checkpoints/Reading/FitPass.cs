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
    private readonly ModelRecords _models = [];
    private readonly Dictionary<string, GradientGuard> _guards = [];
    private readonly bool _isWaiting;
    private bool _isParameterThere = true;

    /// <summary>Makes the pass.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="CheckpointException">The file has the parameters alone, and training is to be resumed.</exception>
    public FitPass(CheckpointFile file, CheckpointLoadOptions options)
    {
        (_file, _options, _names) = (file, options, new(options.Names));
        _isWaiting = file.Header.Metadata.Any(
            m => m.Key.EndsWith("." + ModelRecord.MicroBatchWord, StringComparison.Ordinal) && m.Value != "0");
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

    /// <summary>The values that are to be given to each model, by the path to the model.</summary>
    public Dictionary<string, ModelRecord> Records { get; } = [];

    /// <summary>The indices of rows that have a gradient, by name of their table.</summary>
    public Dictionary<string, int[]> TouchedRows { get; } = [];

    /// <inheritdoc/>
    public override bool TakesState => _options.Contents == CheckpointContents.Training;

    /// <inheritdoc/>
    public override bool TakesGradients => TakesState && _isWaiting;

    /// <inheritdoc/>
    public override void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard)
    {
        // A name of the map counts as used when it has been looked up.
        _names.FindPath(path);
        _models.Add(path, new() { StepCount = state.StepCount, LearningRate = learningRate, Guard = guard?.Record() });
        if (guard is not null)
            _guards.Add(path, guard);
    }

    /// <inheritdoc/>
    public override void Rule(string path, string rule) => _models[path].Rules.Add(rule);

    /// <inheritdoc/>
    public override void Mode(string path, ref bool isEvaluating)
    {
        if (!TakesState && isEvaluating)
            throw new InvalidOperationException(
                "The model is to be evaluated: its parameters are not where gradients are taken. Call Train() before parameters are "
                    + "loaded.");
        _models[path].IsEvaluating = isEvaluating;
    }

    /// <inheritdoc/>
    public override void StateRate(string path, ref double rate) => _models[path].StateRates.Add(rate);

    /// <inheritdoc/>
    public override void Pruning(string path, Pruner pruner) => _models[path].PruneSteps.Add(pruner.Chosen);

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory)
    {
        string name = _names.Find(tensor.Name);
        if (tensor.Role == TensorRole.Parameter)
        {
            if (_options.ParametersFrom is { } state)
                name += "." + state;
            _isParameterThere = Fit(name, tensor);
        }
        else
        {
            Fit(name, tensor);
        }
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
        string[] unknown = [.. _file.Header.Entries.Select(e => e.Name).Where(n => !_asked.Contains(n)).Order(StringComparer.Ordinal)];
        foreach (string name in _missing)
        {
            string nearest = Nearest.Find(name, unknown) is { } near ? $" The file has {HeaderText.Quote(near)}." : "";
            Differences.Add($"The model needs the entry {HeaderText.Quote(name)}, and the file has none.{nearest}");
        }

        // A file of states is no obstacle to loading the parameters alone.
        if (!TakesState)
            return;
        // A parameter stands for its states, which have names that begin with its own.
        Differences.AddRange(unknown
            .Where(n => !unknown.Any(p => n.Length > p.Length && n[p.Length] == '.' && n.StartsWith(p, StringComparison.Ordinal)))
            .Select(n => $"The file has the entry {HeaderText.Quote(n)}, and the model has none."));
        Differences.AddRange(FindUnknownMetadata());
        foreach ((string path, ModelRecord model) in _models)
            Records.Add(path, Complete(path, model));
    }

    // Values of a model that is not there would be values that another model lacks.
    private IEnumerable<string> FindUnknownMetadata()
    {
        var known = new HashSet<string>(
            _models.SelectMany(m => ModelRecord.Words.Select(w => ModelRecord.NameOf(_names.FindPath(m.Key), w))));
        return _file.Header.Metadata.Keys
            .Where(k => k.StartsWith(ModelRecord.Prefix, StringComparison.Ordinal) && !known.Contains(k) && !CheckpointFile.Own.Contains(k))
            .Select(Describe)
            .Distinct();

        static string Describe(string key)
        {
            string word = key[(key.LastIndexOf('.') + 1)..];
            int length = key.Length - word.Length - 1 - ModelRecord.Prefix.Length;
            if (length <= 0 || !ModelRecord.Words.Contains(word))
                return $"The file has the metadata {HeaderText.Quote(key)}, which no model has.";
            string path = HeaderText.Quote(key.Substring(ModelRecord.Prefix.Length, length));
            return $"The file has the model {path}, and here is none of that name.";
        }
    }

    // Returns the values that a model is to be given: those of the file, as far as a class of this rule can have them.
    private ModelRecord Complete(string path, ModelRecord model)
    {
        string inFile = _names.FindPath(path), of = path.Length == 0 ? "the model" : HeaderText.Quote(path[..^1]);
        if (ModelRecord.Read(inFile, _file.Metadata, model) is not { } record)
        {
            Differences.Add($"The file has nothing of {of}.");
            return model;
        }

        bool isKnown = record.Rules.Count > 0, isOther = isKnown && record.Rule != model.Rule;
        if (isOther)
            Differences.Add(RuleDifference.Describe(path, record.Rule, model.Rule));
        if (!isKnown || isOther)
        {
            // A class without a schedule cannot have its rate from one, and a class with a schedule keeps it.
            if (double.IsNaN(record.LearningRate) != double.IsNaN(model.LearningRate))
                record.LearningRate = model.LearningRate;
        }

        bool fits = record.PruneSteps.Count == model.PruneSteps.Count
            && record.StateRates.Count == model.StateRates.Count
            && (!_guards.TryGetValue(path, out GradientGuard? guard) || guard.Admits(record.Guard!));
        if (fits)
            return record;
        if (!isOther)
            throw new CheckpointException($"Its metadata have values for the guard, pruning or state of {of} that are out of range.");
        (record.Guard, record.PruneSteps, record.StateRates) = (model.Guard, model.PruneSteps, model.StateRates);
        return record;
    }

    private bool Fit(string name, ModelTensor tensor)
    {
        // A parameter that is not there, or does not fit, stands for its states.
        bool isSaid = tensor.Role == TensorRole.Parameter || _isParameterThere;
        _asked.Add(name);
        if (!_file.Header.TryFind(name, out TensorEntry entry))
        {
            if (isSaid)
                _missing.Add(name);
            return false;
        }

        string? problem = null;
        if (!entry.Shape.AsSpan().SequenceEqual(tensor.Shape))
        {
            problem = $"with the shape {HeaderText.Describe(entry.Shape)}, and the model needs {HeaderText.Describe(tensor.Shape)}.";
        }
        else if (entry.Type != tensor.Type && !(_options.ConvertsTypes && Conversion.Exists(entry.Type, tensor.Type)))
        {
            string hint = Conversion.Exists(entry.Type, tensor.Type) ? " ConvertsTypes converts the elements." : "";
            problem = $"with elements of {entry.Type}, and the model needs {tensor.Type}.{hint}";
        }

        if (problem is null)
            Entries[tensor.Name] = entry;
        else if (isSaid)
            Differences.Add($"The file has {HeaderText.Quote(name)} {problem}");
        return problem is null;
    }
}
