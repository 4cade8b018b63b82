using System;
using System.Numerics.Tensors;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>RMSprop.</summary>
internal sealed class RmsPropFormula : Formula<float>
{
    public override string NativeName => "rmsprop";

    public override int States => 1;

    public override void Prepare(long step, double learningRate) => Uniforms[0] = learningRate;

    public override void Scalar(float[] parameter, float[] gradient, float[] first, float[] second)
    {
        float learningRate = (float)Uniforms[0];
        for (int i = 0; i < parameter.Length; i++)
        {
            float square = first[i] = 0.99f * first[i] + (float)(1 - 0.99) * gradient[i] * gradient[i];
            parameter[i] -= learningRate * gradient[i] / (MathF.Sqrt(square) + 1e-8f);
        }
    }

    public override void Primitives(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> scratch,
        Span<float> moreScratch)
    {
        TensorPrimitives.Multiply(gradient, gradient, scratch);
        TensorPrimitives.Lerp(first, scratch, (float)(1 - 0.99), first);
        TensorPrimitives.Sqrt(first, scratch);
        TensorPrimitives.Add(scratch, 1e-8f, scratch);
        TensorPrimitives.Divide(gradient, scratch, scratch);
        TensorPrimitives.MultiplyAdd(scratch, -(float)Uniforms[0], parameter, parameter);
    }
}
