namespace FusedOpt;

/// <summary>How large all gradients of a model are, as one number.</summary>
public enum NormKind
{
    /// <summary>The root of the sum of their squares.</summary>
    Euclidean,

    /// <summary>The largest magnitude among them.</summary>
    Infinity,
}
