using System;
using System.Numerics;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>A step written in C# without FusedOpt: a plain loop, or calls of TensorPrimitives.</summary>
internal sealed class ManagedLoop<T>(Column column, Formula<T> formula, OrdinaryTensors<T> tensors) : Rival<T>(column)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            formula.Prepare(++StepCount, LearningRate);
            for (int i = 0; i < tensors.Parameter.Length; i++)
                Step(i);
        }
    }

    public override void Reset()
    {
        StepCount = 0;
        tensors.Reset();
    }

    public override void Write(Gradients kind) => tensors.Write(kind);

    public override Tolerance Tolerance(int length) => formula.Tolerance(isExact: Column == Column.Scalar, length);

    public override ReadOnlySpan<T> Parameter(int tensor) => tensors.Parameter[tensor];

    public override ReadOnlySpan<T> Gradient(int tensor) => tensors.Gradient[tensor];

    public override ReadOnlySpan<T> State(int tensor, int slot) => slot == 0 ? tensors.First[tensor] : tensors.Second[tensor];

    private void Step(int i)
    {
        T[] parameter = tensors.Parameter[i], gradient = tensors.Gradient[i], first = tensors.First[i], second = tensors.Second[i];
        if (Column == Column.Scalar)
            formula.Scalar(parameter, gradient, first, second);
        else
            formula.Primitives(
                parameter,
                gradient,
                first,
                second,
                tensors.Scratch.AsSpan(0, parameter.Length),
                tensors.MoreScratch.AsSpan(0, parameter.Length));
    }
}
