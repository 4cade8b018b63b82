using System;
using System.Numerics.Tensors;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>SGD with momentum 0.9.</summary>
internal sealed class SgdFormula : Formula<float>
{
    public override string NativeName => "sgd";

    public override int States => 1;

    public override void Prepare(long step, double learningRate) => Uniforms[0] = learningRate;

    public override void Scalar(float[] parameter, float[] gradient, float[] first, float[] second)
    {
        float learningRate = (float)Uniforms[0];
        for (int i = 0; i < parameter.Length; i++)
        {
            float velocity = first[i] = 0.9f * first[i] + gradient[i];
            parameter[i] -= learningRate * velocity;
        }
    }

    public override void Primitives(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> scratch,
        Span<float> moreScratch)
    {
        TensorPrimitives.MultiplyAdd(first, 0.9f, gradient, first);
        TensorPrimitives.MultiplyAdd(first, -(float)Uniforms[0], parameter, parameter);
    }
}
