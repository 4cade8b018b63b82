namespace FusedOpt;

/// <summary>The roles that a tensor of a checkpoint has in the model.</summary>
internal enum TensorRole
{
    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A state of the optimizer.</summary>
    State,

    /// <summary>A gradient that waits for more micro-batches.</summary>
    Gradient,
}
