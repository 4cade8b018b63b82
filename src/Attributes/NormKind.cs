namespace FusedOpt;

/// <summary>The norm of all gradients of a model.</summary>
public enum NormKind
{
    /// <summary>The root of the sum of all squared gradients (L2).</summary>
    Euclidean,

    /// <summary>The largest magnitude of all gradients.</summary>
    Infinity,
}
