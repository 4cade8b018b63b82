namespace FusedOpt.Benchmarks.Rules;

/// <summary>The tolerance of results against FusedOpt's. If all values are 0, the results must have FusedOpt's bits.</summary>
/// <param name="State">The tolerance of states, relative to themselves.</param>
/// <param name="Move">The tolerance of the change of parameters over the steps, relative to the change.</param>
/// <param name="Weight">The tolerance of parameters, in addition.</param>
/// <param name="Average">The tolerance of averages of parameters.</param>
internal readonly record struct Tolerance(double State, double Move, double Weight, double Average = 0);
