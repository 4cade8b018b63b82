using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Vectors in parts, reductions, numbers as inputs and as parameters.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Parts
{
    [Parameter] public partial float Scale { get; set; }
    [Parameter] public partial float Offset { get; set; }
    [Parameter(4, 6)] public partial Span<float> Weight { get; }
    [Parameter(12)] public partial Span<float> Mixed { get; }

    [Inference]
    public Vec<float> Joined([Shape(6)] Vec<float> x, float time)
    {
        Vec<float> head = Slice(x, 0, 2), tail = Slice(x, 3, 3), z = Linear(x, Weight) * Scale;
        Vec<float> pair = Concat(head, tail), all = Concat(pair * time, z, Tanh(tail + Offset));
        return all * new Vec<float>(Mixed) + x[2];
    }

    [Inference]
    public float Length([Shape(6)] Vec<float> x, float time) => Norm(Joined(x, time)) + Max(Joined(x, time)) * Mean(x);

    [Loss]
    public float LossOf([Shape(6)] Vec<float> x, float time, float y)
    {
        Vec<float> z = Joined(x, time), shares = Softmax(z), logs = LogSoftmax(z);
        float length = Length(x, time), energy = Dot(shares, logs) + Sum(Slice(z, 4, 5)) * Scale;
        float squashed = Sigmoid(length) + Softplus(energy) * Tanh(Offset) - Relu(time) + Gelu(time * Scale) - Silu(Offset * y);
        return SquaredError(length, y) + MeanSquaredError(squashed, y) + Square(Scale) * 0.125f + Abs(energy) + Exp(-Square(y - Offset))
            + Log(Square(energy) + 1.0f) + Sqrt(Square(time) + 1.0f) - LogSigmoid(Scale * energy) + z[3] * z[11];
    }
}
