using System;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>A model that is stepped as generated ones are, and says for itself what a step does.</summary>
internal abstract class HandWritten : IOptimizable
{
    private StepState _stepState;

    public double LearningRate { get; set; }

    public long StepCount => _stepState.StepCount;

    public ref StepState StepState => ref _stepState;

    public void Step()
    {
        StepContext context = StepDriver.Begin(this, ref _stepState);
        try
        {
            Prepare(ref context);
            if (!StepDriver.TryRunParallel(this, in context))
                Apply(ref context);
        }
        finally
        {
            _stepState.Leave(in context);
        }
    }

    public void StepAndZeroGradients() => throw new NotSupportedException();

    public void ZeroGradients() => throw new NotSupportedException();

    public abstract void Prepare(ref StepContext context);

    public abstract void Apply(ref StepContext context);

    void IModelNode.Visit<TVisitor>(ref ParameterTable<TVisitor> table, ref StepContext context) => throw new NotSupportedException();
}
