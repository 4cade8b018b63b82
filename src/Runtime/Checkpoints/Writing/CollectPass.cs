using System.Collections.Generic;

namespace FusedOpt;

/// <summary>Lists the tensors of a model, and writes the rest into the metadata.</summary>
/// <param name="contents">The part of the model that is saved.</param>
/// <param name="isWaiting">True if a model waits for more micro-batches.</param>
/// <param name="names">The names of the file.</param>
internal sealed class CollectPass(CheckpointContents contents, bool isWaiting, NameMap names) : CheckpointPass
{
    private readonly ModelRecords _models = [];

    /// <summary>The tensors in the order of the model, under the names of the file.</summary>
    public List<ModelTensor> Tensors { get; } = [];

    /// <inheritdoc/>
    public override bool TakesState => contents == CheckpointContents.Training;

    /// <inheritdoc/>
    public override bool TakesGradients => TakesState && isWaiting;

    /// <summary>Adds the values that the models keep beside their tensors to the metadata of a file.</summary>
    public void Write(IDictionary<string, string> metadata)
    {
        foreach ((string path, ModelRecord record) in _models)
            record.Write(path, metadata, TakesState);
    }

    /// <inheritdoc/>
    public override void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard) => _models.Add(
        names.FindPath(path), new() { StepCount = state.StepCount, LearningRate = learningRate, Guard = guard?.Record() });

    /// <inheritdoc/>
    public override void Rule(string path, string rule) => _models[names.FindPath(path)].Rules.Add(rule);

    /// <inheritdoc/>
    public override void Mode(string path, ref bool isEvaluating) => _models[names.FindPath(path)].IsEvaluating = isEvaluating;

    /// <inheritdoc/>
    public override void StateRate(string path, ref double rate) => _models[names.FindPath(path)].StateRates.Add(rate);

    /// <inheritdoc/>
    public override void Pruning(string path, Pruner pruner) => _models[names.FindPath(path)].PruneSteps.Add(pruner.Chosen);

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory) =>
        Tensors.Add(tensor with { Name = names.Find(tensor.Name) });
}
