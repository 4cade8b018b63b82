using System;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Around;

/// <summary>Something around a rule.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Traffic">What a step with it has to move.</param>
/// <param name="FusedOpt">A model of so many parameters, and what takes its steps, if not <c>Step</c>.</param>
/// <param name="Passes">The same in passes of their own.</param>
internal sealed record Feature(string Name, Traffic Traffic, Func<int, (IOptimizable Model, Action<int>? Run)> FusedOpt, Passes Passes)
{
    /// <summary>The gradients of the steps whose results are compared.</summary>
    public Gradients[] Steps { get; init; } = Referee<float>.Steps;
}
