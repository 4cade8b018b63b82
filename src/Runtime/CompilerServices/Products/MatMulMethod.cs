namespace FusedOpt.CompilerServices;

/// <summary>The loops of a product.</summary>
internal enum MatMulMethod
{
    /// <summary>Tiles over panels of columns.</summary>
    Tiles,

    /// <summary>
    /// The transposed product by tiles, for few columns of a transposed right factor: the rows take the place of the columns.
    /// </summary>
    Transposed,

    /// <summary>Few rows with a transposed right factor, which is not packed: see <see cref="FewRows{T, TVector, TRounding}"/>.</summary>
    FewRows,

    /// <summary>
    /// Few products for each element, one row of the result after the other: see <see cref="FewTerms{T, TVector, TRounding}"/>.
    /// </summary>
    FewTerms,
}
