using System;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// The loop in C over state in codes of 8 bits, at the best placement: codes and then their scales lie where other loops have floats.
/// </summary>
internal sealed unsafe class CodesLoop(
    delegate* unmanaged[Cdecl]<float*, float*, byte*, float*, byte*, float*, nuint, double*, void> loop,
    PlacedTensors<float> tensors) : Contender(Column.Block8C)
{
    private readonly AdamFormula<float> _formula = new(weightDecay: 0);
    private long _step;

    public override void Run(int steps)
    {
        fixed (double* uniforms = _formula.Uniforms)
        {
            for (int step = 0; step < steps; step++)
            {
                _formula.Prepare(++_step, LearningRate);
                foreach (ref PlacedTensors<float>.Tensor tensor in tensors.Tensors.AsSpan())
                {
                    byte* first = (byte*)tensor.First, second = (byte*)tensor.Second;
                    loop(
                        tensor.Parameter, tensor.Gradient, first, (float*)(first + tensor.Length), second, (float*)(second + tensor.Length),
                        (nuint)tensor.Length, uniforms);
                }
            }
        }
    }

    public override void Reset()
    {
        _step = 0;
        tensors.Reset();
    }

    public override void Write(Gradients kind) => tensors.Write(kind);
}
