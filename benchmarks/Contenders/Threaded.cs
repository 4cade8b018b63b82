using System;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>FusedOpt on as many threads as there are processors, with the very model that another contender steps on one.</summary>
internal sealed class Threaded(Contender alone) : Contender(Column.Threads)
{
    public override double LearningRate
    {
        get => alone.LearningRate;
        set => alone.LearningRate = value;
    }

    public override void Run(int steps)
    {
        OptimizeOptions.MaxDegreeOfParallelism = Environment.ProcessorCount;
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
