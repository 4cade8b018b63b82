namespace FusedOpt.Benchmarks.Rules;

/// <summary>How far results may be from FusedOpt's. Without any values: not at all, they have its bits.</summary>
/// <param name="State">States, relative to themselves.</param>
/// <param name="Move">What the steps have made of parameters, relative to that.</param>
/// <param name="Weight">Parameters, in addition.</param>
/// <param name="Average">Averages of parameters.</param>
internal readonly record struct Tolerance(double State, double Move, double Weight, double Average = 0);
