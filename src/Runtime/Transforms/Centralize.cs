namespace FusedOpt.Transforms;

/// <summary>Gradient centralisation: takes its mean off each row of a matrix's gradient. What is no matrix stays as it is.</summary>
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
