using System;
using System.Numerics.Tensors;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>LAMB.</summary>
internal sealed class LambFormula : Formula<float>
{
    public override string NativeName => "lamb";

    public override int States => 2;

    public override Traffic Traffic => new(
    [
        new Sweep([Slot.First, Slot.Second], [Slot.Parameter, Slot.Gradient]),
        new Sweep([Slot.Parameter], [Slot.First, Slot.Second]),
    ]);

    public override void Prepare(long step, double learningRate)
    {
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(0.999, step));
        Uniforms[0] = biasCorrection2Sqrt / (1 - Math.Pow(0.9, step));
        Uniforms[1] = 1e-6 * biasCorrection2Sqrt;
        Uniforms[2] = learningRate;
    }

    public override void Scalar(float[] parameter, float[] gradient, float[] first, float[] second)
    {
        float scale = (float)Uniforms[0], epsilonHat = (float)Uniforms[1];
        double parameterSquares = 0, updateSquares = 0;
        for (int i = 0; i < parameter.Length; i++)
        {
            float g = gradient[i];
            float m = first[i] += (float)(1 - 0.9) * (g - first[i]);
            float v = second[i] = 0.999f * second[i] + (float)(1 - 0.999) * g * g;
            float update = scale * m / (MathF.Sqrt(v) + epsilonHat) + 0.01f * parameter[i];
            parameterSquares += (double)parameter[i] * parameter[i];
            updateSquares += (double)update * update;
        }

        float stepSize = (float)(Uniforms[2] * TrustRatio(Math.Sqrt(parameterSquares), Math.Sqrt(updateSquares)));
        for (int i = 0; i < parameter.Length; i++)
            parameter[i] -= stepSize * (scale * first[i] / (MathF.Sqrt(second[i]) + epsilonHat) + 0.01f * parameter[i]);
    }

    public override void Primitives(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> scratch,
        Span<float> moreScratch)
    {
        TensorPrimitives.Lerp(first, gradient, (float)(1 - 0.9), first);
        TensorPrimitives.Multiply(gradient, gradient, scratch);
        TensorPrimitives.Lerp(second, scratch, (float)(1 - 0.999), second);
        TensorPrimitives.Sqrt(second, scratch);
        TensorPrimitives.Add(scratch, (float)Uniforms[1], scratch);
        TensorPrimitives.Divide(first, scratch, scratch);
        TensorPrimitives.Multiply(scratch, (float)Uniforms[0], scratch);
        TensorPrimitives.MultiplyAdd(parameter, 0.01f, scratch, scratch);
        double trustRatio = TrustRatio(TensorPrimitives.Norm<float>(parameter), TensorPrimitives.Norm<float>(scratch));
        TensorPrimitives.MultiplyAdd(scratch, (float)(-Uniforms[2] * trustRatio), parameter, parameter);
    }

    // TensorPrimitives adds squares in float, at least four sums side by side: n / 4 roundings, halved by the root, in each of two norms.
    protected override double? NormTolerance(int length) => length / 4 * Unit / 2;

    private static double TrustRatio(double parameterNorm, double updateNorm) =>
        parameterNorm > 0 && updateNorm > 0 ? parameterNorm / updateNorm : 1;
}
