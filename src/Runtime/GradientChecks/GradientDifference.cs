using System;
using System.Globalization;

namespace FusedOpt;

/// <summary>An element whose gradient differs from the finite difference of the loss.</summary>
/// <param name="Parameter">The name of the parameter; in a submodel, the path to it: <c>Layers[2].Weights</c>.</param>
/// <param name="Index">The index of the element, counted row by row from 0.</param>
/// <param name="Row">The row of the element in a table with a sparse gradient; -1 for any other parameter.</param>
/// <param name="Column">The column of the element in a table with a sparse gradient; -1 for any other parameter.</param>
/// <param name="Value">The value of the element at which the two were taken.</param>
/// <param name="Gradient">The gradient of the model, in units of the loss per unit of the element.</param>
/// <param name="FiniteDifference">The finite difference of the loss, in the same unit.</param>
public readonly record struct GradientDifference(
    string Parameter, int Index, int Row, int Column, double Value, double Gradient, double FiniteDifference)
{
    /// <summary>
    /// The difference of the two as a share of the larger magnitude: 0 if they are equal, 2 if they are opposite, NaN if the gradient is
    /// not finite.
    /// </summary>
    public double RelativeDifference => Gradient == FiniteDifference
        ? 0
        : Math.Abs(Gradient - FiniteDifference) / Math.Max(Math.Abs(Gradient), Math.Abs(FiniteDifference));

    /// <summary>A line, in the format of the invariant culture.</summary>
    public override string ToString()
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string place = Row < 0 ? string.Create(culture, $"[{Index}]") : string.Create(culture, $"[{Row}, {Column}]");
        string both = string.Create(culture, $"gradient {Gradient:g6}, finite difference {FiniteDifference:g6}");
        return string.Create(culture, $"{Parameter}{place} = {Value:g6}: {both}, off by {RelativeDifference:0.###%}");
    }
}
