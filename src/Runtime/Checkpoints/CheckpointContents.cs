namespace FusedOpt;

/// <summary>The part of a model that a checkpoint holds, or that is loaded from a checkpoint.</summary>
public enum CheckpointContents
{
    /// <summary>
    /// Everything that training depends on: parameters, the state of the optimizer, step counts, learning rates, guards of the gradients,
    /// masks of pruned elements. Training that is resumed from it takes the same steps, bit for bit.
    /// </summary>
    Training,

    /// <summary>The parameters alone, as they are: to infer, or to begin another training from them.</summary>
    Parameters,
}
