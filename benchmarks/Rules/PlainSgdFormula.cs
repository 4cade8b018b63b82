using System;
using System.Numerics.Tensors;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>SGD without momentum, which has no state.</summary>
internal sealed class PlainSgdFormula : Formula<float>
{
    public override string NativeName => "";

    public override int States => 0;

    public override void Prepare(long step, double learningRate) => Uniforms[0] = learningRate;

    public override void Scalar(float[] parameter, float[] gradient, float[] first, float[] second)
    {
        float learningRate = (float)Uniforms[0];
        for (int i = 0; i < parameter.Length; i++)
            parameter[i] -= learningRate * gradient[i];
    }

    public override void Primitives(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> scratch,
        Span<float> moreScratch) =>
        TensorPrimitives.MultiplyAdd(gradient, -(float)Uniforms[0], parameter, parameter);
}
