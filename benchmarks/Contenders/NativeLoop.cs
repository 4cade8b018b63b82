using System;
using System.Numerics;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>A loop in C, over tensors at the best placement.</summary>
/// <remarks>
/// Called without the transition between managed and native code, which would cost more than a small tensor: no collection waits for it
/// here.
/// </remarks>
internal sealed unsafe class NativeLoop<T>(Column column, nint loop, Formula<T> formula, PlacedTensors<T> tensors) : Rival<T>(column)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<T*, T*, T*, T*, nuint, double*, void> _loop =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<T*, T*, T*, T*, nuint, double*, void>)loop;

    public override void Run(int steps)
    {
        fixed (double* uniforms = formula.Uniforms)
        {
            for (int step = 0; step < steps; step++)
            {
                formula.Prepare(++StepCount, LearningRate);
                foreach (ref PlacedTensors<T>.Tensor tensor in tensors.Tensors.AsSpan())
                    _loop(tensor.Parameter, tensor.Gradient, tensor.First, tensor.Second, (nuint)tensor.Length, uniforms);
            }
        }
    }

    public override void Reset()
    {
        StepCount = 0;
        tensors.Reset();
    }

    public override void Write(Gradients kind) => tensors.Write(kind);

    public override Tolerance Tolerance(int length) => formula.Tolerance(isExact: Column == Column.ExactC, length);

    public override ReadOnlySpan<T> Gradient(int tensor) => tensors.Tensors[tensor].Of(tensors.Tensors[tensor].Gradient);

    public override ReadOnlySpan<T> Parameter(int tensor) => tensors.Tensors[tensor].Of(tensors.Tensors[tensor].Parameter);

    public override ReadOnlySpan<T> State(int tensor, int slot) =>
        tensors.Tensors[tensor].Of(slot == 0 ? tensors.Tensors[tensor].First : tensors.Tensors[tensor].Second);
}
