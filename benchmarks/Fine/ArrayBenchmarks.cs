using BenchmarkDotNet.Attributes;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.Fine;

/// <summary>The time of a step by the number of elements, around the widths of vectors.</summary>
[MemoryDiagnoser]
public class ArrayBenchmarks
{
    private AdamModel _adam = new(0);
    private SgdModel _sgd = new(0);

    /// <summary>The number of elements.</summary>
    [Params(1, 15, 16, 64, 1024, 16384)]
    public int Length { get; set; }

    /// <summary>Makes models with ordinary gradients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_adam, _sgd) = (new(Length), new(Length));
        Values.Gradients<float>(0, _adam.Gradients.Weights, Gradients.Ordinary);
        Values.Gradients<float>(0, _sgd.Gradients.Weights, Gradients.Ordinary);
    }

    /// <summary>Adam.</summary>
    [Benchmark]
    public void Adam() => _adam.Step();

    /// <summary>SGD with momentum.</summary>
    [Benchmark]
    public void Sgd() => _sgd.Step();
}
