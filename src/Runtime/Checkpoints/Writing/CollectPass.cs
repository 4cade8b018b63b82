using System.Collections.Generic;

namespace FusedOpt;

/// <summary>Lists the tensors of a model, and writes the rest into the metadata.</summary>
/// <param name="contents">The part of the model that is saved.</param>
/// <param name="names">The names of the file.</param>
internal sealed class CollectPass(CheckpointContents contents, NameMap names) : CheckpointPass
{
    private readonly List<(string Path, ModelRecord Record)> _models = [];
    private bool _isWaiting;

    /// <summary>The tensors in the order of the model, under the names of the file.</summary>
    public List<ModelTensor> Tensors { get; } = [];

    /// <inheritdoc/>
    public override bool TakesState => contents == CheckpointContents.Training;

    /// <inheritdoc/>
    public override bool TakesGradients => TakesState && _isWaiting;

    /// <summary>Adds what the models keep beside their tensors to the metadata of a file.</summary>
    public void Write(IDictionary<string, string> metadata)
    {
        foreach ((string path, ModelRecord record) in _models)
            record.Write(path, metadata, TakesState);
    }

    /// <inheritdoc/>
    public override void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard)
    {
        // The guard of the whole model decides; those of submodels only take part.
        _isWaiting |= guard is { IsWaiting: true };
        _models.Add((names.FindPath(path), new() { StepCount = state.StepCount, LearningRate = learningRate, Guard = guard?.Record() }));
    }

    /// <inheritdoc/>
    public override void Rule(string rule) => _models[^1].Record.Rules.Add(rule);

    /// <inheritdoc/>
    public override void Mode(ref bool isEvaluating) => _models[^1].Record.IsEvaluating = isEvaluating;

    /// <inheritdoc/>
    public override void Pruning(Pruner pruner) => _models[^1].Record.PruneSteps.Add(pruner.Chosen);

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory) =>
        Tensors.Add(tensor with { Name = names.Find(tensor.Name) });
}
