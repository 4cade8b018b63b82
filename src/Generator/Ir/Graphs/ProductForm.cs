namespace FusedOpt.Generator.Ir;

/// <summary>A product of two matrices of an example, one for each of several heads: how the matrices lie in their values.</summary>
/// <param name="Heads">The number of heads; 1 for a product of whole matrices.</param>
/// <param name="Left">The left factors.</param>
/// <param name="Right">The right factors.</param>
/// <param name="Result">The products.</param>
/// <param name="IsCausal">True if elements behind the diagonal are hidden: negative infinity in a value, 0 in a gradient.</param>
internal sealed record ProductForm(int Heads, HeadMatrix Left, HeadMatrix Right, HeadMatrix Result, bool IsCausal)
{
    /// <summary>The product that computes the gradient of the left factors, from the gradient of the products.</summary>
    public ProductForm LeftGradient => Left.IsTransposed
        ? new(Heads, Right, Result.Transposed, Left.AsStored, IsCausal: false)
        : new(Heads, Result, Right.Transposed, Left, IsCausal: false);

    /// <summary>The product that computes the gradient of the right factors, from the gradient of the products.</summary>
    public ProductForm RightGradient => Right.IsTransposed
        ? new(Heads, Result.Transposed, Left, Right.AsStored, IsCausal: false)
        : new(Heads, Left.Transposed, Result, Right, IsCausal: false);
}

/// <summary>The matrices of several heads within a value.</summary>
/// <param name="FirstColumn">The first column of the first matrix; 0 for matrices below each other.</param>
/// <param name="Rows">The number of rows of each matrix, as it lies in memory.</param>
/// <param name="Columns">The number of columns of each matrix, as it lies in memory.</param>
/// <param name="IsBeside">True if the matrices lie beside each other, false if below each other.</param>
/// <param name="IsTransposed">True if the transpose is the factor.</param>
internal sealed record HeadMatrix(int FirstColumn, int Rows, int Columns, bool IsBeside, bool IsTransposed = false)
{
    /// <summary>The transposes of the matrices.</summary>
    public HeadMatrix Transposed => this with { IsTransposed = !IsTransposed };

    /// <summary>The matrices as they lie in memory.</summary>
    public HeadMatrix AsStored => this with { IsTransposed = false };

    /// <summary>The number of rows of each factor.</summary>
    public int FactorRows => IsTransposed ? Columns : Rows;

    /// <summary>The number of columns of each factor.</summary>
    public int FactorColumns => IsTransposed ? Rows : Columns;
}
