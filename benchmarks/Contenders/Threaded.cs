using System;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>FusedOpt on several threads, with the very model that another contender steps on one.</summary>
/// <param name="column">The column of the contender.</param>
/// <param name="alone">The contender on one thread.</param>
/// <param name="threads">The number of threads; null for as many as there are processors.</param>
internal sealed class Threaded(Column column, Contender alone, int? threads = null) : Contender(column)
{
    public override double LearningRate
    {
        get => alone.LearningRate;
        set => alone.LearningRate = value;
    }

    public override void Run(int steps)
    {
        OptimizeOptions.MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount;
        alone.Run(steps);
        OptimizeOptions.MaxDegreeOfParallelism = 1;
    }

    // The model is the other's, which looks after it.
    public override void Reset()
    {
    }

    public override void Write(Gradients kind)
    {
    }
}
