using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Values that parameters alone decide: a weight whose rows have one norm, a part of a vector, products of parameters.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OfParameters
{
    [Parameter(3, 4)] public partial Span<float> Weight { get; }
    [Parameter(6)] public partial Span<float> Mixed { get; }
    [Parameter(3)] public partial Span<float> Factor { get; }
    [Parameter] public partial float Scale { get; set; }

    [Inference]
    public Vec<float> Outputs([Shape(4)] Vec<float> x)
    {
        Mat<float> weight = Tanh(new Mat<float>(Weight, 3, 4));
        Vec<float> mixed = new(Mixed), head = Slice(mixed, 0, 3), tail = Slice(mixed, 3, 3) * new Vec<float>(Factor);
        return MatMul(weight, x) * Exp(head) + tail * Scale + Softmax(tail);
    }

    [Inference]
    public Vec<float> Other([Shape(4)] Vec<float> x)
    {
        Mat<float> weight = new(Weight, 3, 4);
        Vec<float> rows = SumRows(weight * Scale), means = MeanRows(Softmax(weight));
        return x * rows + means * RowSums(weight)[1] - MatMul(Reshape(new Vec<float>(Mixed), 2, 3), new Vec<float>(Factor))[0];
    }

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x, [Shape(3)] Vec<float> y) =>
        SquaredError(Outputs(x), y) + Norm(Other(x)) + Norm(new Vec<float>(Factor)) * Scale + 0.5f * Mean(Square(new Vec<float>(Mixed)));
}
