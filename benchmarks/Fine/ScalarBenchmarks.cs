using System;
using BenchmarkDotNet.Attributes;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.Fine;

/// <summary>The parts of the time of a step over eight numbers.</summary>
[MemoryDiagnoser]
public class ScalarBenchmarks
{
    private readonly SgdScalars _sgd = new();
    private readonly AdamScalars _adam = new();
    private long _step;

    /// <summary>SGD.</summary>
    [Benchmark]
    public void Sgd() => _sgd.Step();

    /// <summary>Adam.</summary>
    [Benchmark]
    public void Adam() => _adam.Step();

    /// <summary>Adam's powers alone.</summary>
    [Benchmark]
    public double AdamPowers()
    {
        _step++;
        return Math.Pow(0.9, _step) + Math.Pow(0.999, _step);
    }
}
