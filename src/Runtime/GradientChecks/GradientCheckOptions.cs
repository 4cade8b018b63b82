using System;

namespace FusedOpt;

/// <summary>The options of a <see cref="GradientCheck"/>.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The most elements that are checked of one parameter; at least 1. Each takes four evaluations of the loss.</summary>
    /// <remarks>
    /// Of a longer parameter, the elements are spread over its whole length, one out of each of as many equal parts. Which one is a
    /// function of <see cref="Seed"/>, the parameter's place in the model and the part alone, so that a check can be repeated.
    /// </remarks>
    public int MaxElements { get; init; } = 64;

    /// <summary>The seed by which elements of long parameters are chosen.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// The largest difference between a gradient and the finite difference, as a share of the larger of the two; 0 for the bound of the
    /// element type: 6.1e-6 for double, 4.9e-3 for float, 3.1e-2 for <see cref="Half"/>. Finite and at least 0.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// The step of the finite differences; at an element so large that the step would be less than 32 units in its last place, 32 such
    /// units. 0 for the step of the element type, which is the bound of <see cref="Tolerance"/>. Finite and at least 0, in the unit of the
    /// parameters.
    /// </summary>
    public double Step { get; init; }

    /// <summary>The factor by which the gradients are larger than those of the loss, such as a loss scale. Finite and not 0.</summary>
    public double GradientScale { get; init; } = 1;

    /// <summary>
    /// Returns the touched rows of a table with a sparse gradient, in the order of <see cref="RowGradients{T}.Rows"/>; null for any other
    /// parameter. The argument is the name of the parameter, as <see cref="IOptimizable.Visit{TVisitor}(ref TVisitor)"/> shows it.
    /// </summary>
    /// <remarks>Called once for each parameter, after the gradients have been computed.</remarks>
    /// <example><code>TouchedRows = name => name == "Vectors" ? words.Gradients.Vectors.Rows.ToArray() : null</code></example>
    public Func<string, int[]?>? TouchedRows { get; init; }
}
