namespace FusedOpt.Transforms;

/// <summary>
/// Gradient centralisation: subtracts from each row of a matrix's gradient the mean of the row. Parameters that are no matrix stay as they
/// are.
/// </summary>
/// <remarks>
/// A row holds the weights of one output, where a layer computes W x. Of more than two dimensions all but the last make up the rows.
/// <para>H. Yong et al.: Gradient centralization: a new optimization technique for deep neural networks, ECCV 2020, equation 1.</para>
/// </remarks>
[GradientTransform(Source = "Yong et al., 2020")]
public static partial class Centralize
{
    /// <summary>Shifts one element.</summary>
    /// <param name="gradient">The gradient.</param>
    public static void Transform(ref float gradient)
    {
        if (Shape.IsMatrix)
            gradient -= Reduce.RowMean(gradient);
    }
}
