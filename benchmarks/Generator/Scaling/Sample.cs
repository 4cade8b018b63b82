using System;
using System.Collections.Generic;

namespace FusedOpt.GeneratorBenchmark.Scaling;

/// <summary>The costs of one project of n.</summary>
/// <param name="Count">The number n.</param>
/// <param name="Figures">Each cost by its name, for all n together.</param>
internal sealed record Sample(int Count, IReadOnlyList<(string Name, double Cost)> Figures)
{
    /// <summary>Returns the power of n with which a cost has grown since a smaller sample: 1 if the cost grows as n does.</summary>
    public double Exponent(Sample smaller, int figure) =>
        Math.Log(Figures[figure].Cost / smaller.Figures[figure].Cost) / Math.Log((double)Count / smaller.Count);
}
