namespace FusedOpt;

/// <summary>Finds out if a model waits for more micro-batches, so that its gradients are a part of it.</summary>
internal sealed class WaitingPass : CheckpointPass
{
    /// <summary>True if a model waits.</summary>
    public bool IsWaiting { get; private set; }

    /// <inheritdoc/>
    public override bool TakesState => false;

    /// <inheritdoc/>
    public override void Model(string path, ref StepState state, ref double learningRate, GradientGuard? guard) =>
        IsWaiting |= guard is { IsWaiting: true };

    /// <inheritdoc/>
    public override void Tensor(ModelTensor tensor, TensorMemory memory)
    {
    }
}
