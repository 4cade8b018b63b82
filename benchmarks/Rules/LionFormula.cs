using System;
using System.Numerics.Tensors;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>Lion, without weight decay.</summary>
internal sealed class LionFormula : Formula<float>
{
    public override string NativeName => "lion";

    public override int States => 1;

    public override void Prepare(long step, double learningRate) => Uniforms[0] = learningRate;

    public override void Scalar(float[] parameter, float[] gradient, float[] first, float[] second)
    {
        float learningRate = (float)Uniforms[0];
        for (int i = 0; i < parameter.Length; i++)
        {
            float direction = 0.9f * first[i] + (float)(1 - 0.9) * gradient[i];
            parameter[i] -= learningRate * (direction > 0 ? 1 : direction < 0 ? -1 : 0);
            first[i] = 0.99f * first[i] + (float)(1 - 0.99) * gradient[i];
        }
    }

    public override void Primitives(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> scratch,
        Span<float> moreScratch)
    {
        // TensorPrimitives.Sign gives whole numbers, so the sign goes onto the learning rate, which is written out once.
        float learningRate = (float)Uniforms[0];
        if (moreScratch[0] != learningRate)
            moreScratch.Fill(learningRate);
        TensorPrimitives.Lerp(first, gradient, (float)(1 - 0.9), scratch);
        TensorPrimitives.CopySign(moreScratch, scratch, scratch);
        TensorPrimitives.Subtract(parameter, scratch, parameter);
        TensorPrimitives.Lerp(first, gradient, (float)(1 - 0.99), first);
    }
}
