using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Values that parameters alone decide: a weight whose rows have one norm, a part of a vector, products of parameters.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OfParameters
{
    [Parameter(3, 4)] public partial Span<double> Weight { get; }
    [Parameter(6)] public partial Span<double> Mixed { get; }
    [Parameter(3)] public partial Span<double> Factor { get; }
    [Parameter] public partial double Scale { get; set; }

    [Inference]
    public Vec<double> Outputs([Shape(4)] Vec<double> x)
    {
        Mat<double> weight = Tanh(new Mat<double>(Weight, 3, 4));
        Vec<double> mixed = new(Mixed), head = Slice(mixed, 0, 3), tail = Slice(mixed, 3, 3) * new Vec<double>(Factor);
        return MatMul(weight, x) * Exp(head) + tail * Scale + Softmax(tail);
    }

    [Inference]
    public Vec<double> Other([Shape(4)] Vec<double> x)
    {
        Mat<double> weight = new(Weight, 3, 4);
        Vec<double> rows = SumRows(weight * Scale), means = MeanRows(Softmax(weight));
        return x * rows + means * RowSums(weight)[1] - MatMul(Reshape(new Vec<double>(Mixed), 2, 3), new Vec<double>(Factor))[0];
    }

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x, [Shape(3)] Vec<double> y) =>
        SquaredError(Outputs(x), y) + Norm(Other(x)) + Norm(new Vec<double>(Factor)) * Scale + 0.5 * Mean(Square(new Vec<double>(Mixed)));
}
