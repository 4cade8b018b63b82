namespace FusedOpt.Benchmarks.Products;

/// <summary>The three products of a linear layer y = bias + x wᵀ.</summary>
internal enum ProductForm
{
    /// <summary>The layer itself: y = bias + x wᵀ.</summary>
    Forward,

    /// <summary>The gradient of the layer's input: dx = dy w.</summary>
    InputGradient,

    /// <summary>The gradient of the weight, added to what is there: dw += dyᵀ x.</summary>
    WeightGradient,
}
