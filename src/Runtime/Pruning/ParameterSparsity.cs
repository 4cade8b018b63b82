namespace FusedOpt;

/// <summary>The number of zeros in a parameter.</summary>
/// <param name="Name">The name of its field; in a submodel, the path to it: <c>Layers[2].Weights</c>.</param>
/// <param name="Zeros">The number of elements that are 0, of either sign.</param>
/// <param name="Length">The number of elements.</param>
public readonly record struct ParameterSparsity(string Name, long Zeros, long Length)
{
    /// <summary>The share of zeros, from 0 to 1; 0 where there are no elements.</summary>
    public double Sparsity => Length == 0 ? 0 : (double)Zeros / Length;
}
