using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Vectors in parts, reductions, numbers as inputs and as parameters.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Parts
{
    [Parameter] public partial double Scale { get; set; }
    [Parameter] public partial double Offset { get; set; }
    [Parameter(4, 6)] public partial Span<double> Weight { get; }
    [Parameter(12)] public partial Span<double> Mixed { get; }

    [Inference]
    public Vec<double> Joined([Shape(6)] Vec<double> x, double time)
    {
        Vec<double> head = Slice(x, 0, 2), tail = Slice(x, 3, 3), z = Linear(x, Weight) * Scale;
        Vec<double> pair = Concat(head, tail), all = Concat(pair * time, z, Tanh(tail + Offset));
        return all * new Vec<double>(Mixed) + x[2];
    }

    [Inference]
    public double Length([Shape(6)] Vec<double> x, double time) => Norm(Joined(x, time)) + Max(Joined(x, time)) * Mean(x);

    [Loss]
    public double LossOf([Shape(6)] Vec<double> x, double time, double y)
    {
        Vec<double> z = Joined(x, time), shares = Softmax(z), logs = LogSoftmax(z);
        double length = Length(x, time), energy = Dot(shares, logs) + Sum(Slice(z, 4, 5)) * Scale;
        double squashed = Sigmoid(length) + Softplus(energy) * Tanh(Offset) - Relu(time) + Gelu(time * Scale) - Silu(Offset * y);
        return SquaredError(length, y) + MeanSquaredError(squashed, y) + Square(Scale) * 0.125 + Abs(energy) + Exp(-Square(y - Offset))
            + Log(Square(energy) + 1.0) + Sqrt(Square(time) + 1.0) - LogSigmoid(Scale * energy) + z[3] * z[11];
    }
}
