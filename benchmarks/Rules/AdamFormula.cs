using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>Adam, and with weight decay AdamW.</summary>
internal sealed class AdamFormula<T>(double weightDecay) : Formula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string NativeName => weightDecay == 0 ? "adam" : "adamw";

    public override int States => 2;

    public override void Prepare(long step, double learningRate)
    {
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(0.999, step));
        Uniforms[0] = learningRate * biasCorrection2Sqrt / (1 - Math.Pow(0.9, step));
        Uniforms[1] = 1e-8 * biasCorrection2Sqrt;
        Uniforms[2] = 1 - learningRate * weightDecay;
    }

    public override void Scalar(T[] parameter, T[] gradient, T[] first, T[] second)
    {
        T share1 = Real(1 - 0.9), beta2 = Real(0.999), share2 = Real(1 - 0.999);
        T stepSize = Real(Uniforms[0]), epsilonHat = Real(Uniforms[1]), shrinkage = Real(Uniforms[2]);
        for (int i = 0; i < parameter.Length; i++)
        {
            T g = gradient[i];
            T m = first[i] += share1 * (g - first[i]);
            T v = second[i] = beta2 * second[i] + share2 * g * g;
            T p = weightDecay == 0 ? parameter[i] : parameter[i] * shrinkage;
            parameter[i] = p - stepSize * m / (T.Sqrt(v) + epsilonHat);
        }
    }

    public override void Primitives(
        Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> scratch, Span<T> moreScratch)
    {
        if (weightDecay != 0)
            TensorPrimitives.Multiply(parameter, Real(Uniforms[2]), parameter);
        TensorPrimitives.Lerp(first, gradient, Real(1 - 0.9), first);
        TensorPrimitives.Multiply(gradient, gradient, scratch);
        TensorPrimitives.Lerp(second, scratch, Real(1 - 0.999), second);
        TensorPrimitives.Sqrt(second, scratch);
        TensorPrimitives.Add(scratch, Real(Uniforms[1]), scratch);
        TensorPrimitives.Divide(first, scratch, scratch);
        TensorPrimitives.MultiplyAdd(scratch, Real(-Uniforms[0]), parameter, parameter);
    }
}
