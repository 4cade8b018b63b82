using System;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>A model that is stepped as generated ones are, and says for itself what a step does.</summary>
internal abstract class HandWritten : IOptimizable
{
    private WalkMark _mark;

    public double LearningRate { get; set; }

    public long StepCount => _mark.StepCount;

    public ref WalkMark Mark => ref _mark;

    public void Step()
    {
        Walk walk = Stepper.Begin(this, ref _mark);
        try
        {
            Prepare(ref walk);
            if (!Stepper.Spread(this, in walk))
                Apply(ref walk);
        }
        finally
        {
            _mark.Leave(in walk);
        }
    }

    public void StepAndZeroGradients() => throw new NotSupportedException();

    public void ZeroGradients() => throw new NotSupportedException();

    public abstract void Prepare(ref Walk walk);

    public abstract void Apply(ref Walk walk);

    void IOptimizable.Visit<TVisitor>(ref TVisitor visitor, ref Walk walk, string path) => throw new NotSupportedException();
}
