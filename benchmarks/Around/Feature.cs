using System;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Around;

/// <summary>Something around a rule.</summary>
/// <param name="Name">The name of the feature.</param>
/// <param name="Traffic">The bytes that a step with the feature has to move.</param>
/// <param name="FusedOpt">Makes a model of so many parameters, and the method that takes its steps; null for <c>Step</c>.</param>
/// <param name="Passes">The feature in passes of its own.</param>
internal sealed record Feature(string Name, Traffic Traffic, Func<int, (IOptimizable Model, Action<int>? Run)> FusedOpt, Passes Passes)
{
    /// <summary>The gradients of the steps whose results are compared.</summary>
    public Gradients[] Steps { get; init; } = Referee<float>.Steps;
}
