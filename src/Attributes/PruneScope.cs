namespace FusedOpt;

/// <summary>Among which weights the smallest are looked for.</summary>
public enum PruneScope
{
    /// <summary>Among all that the class prunes: a layer of small weights loses more of them than others.</summary>
    Model,

    /// <summary>Among those of each array: all of them come to the same sparsity.</summary>
    Tensor,
}
