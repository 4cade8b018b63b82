using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A matrix of one column, whose rows become the elements of a vector.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OneColumn
{
    [Parameter(1, 3)] public partial Span<double> Key { get; }
    [Parameter(1)] public partial Span<double> Bias { get; }
    [Parameter(5)] public partial Span<double> Values { get; }

    [Inference]
    public Vec<double> Shares([Shape(5, 3)] Mat<double> x) => Softmax(Flatten(Tanh(Linear(x, Key, Bias)) * 2.0));

    [Inference]
    public Mat<double> Column([Shape(5, 3)] Mat<double> x) => Gelu(Linear(x, Key, Bias));

    [Loss]
    public double LossOf([Shape(5, 3)] Mat<double> x, double y) =>
        SquaredError(Dot(Shares(x), new Vec<double>(Values)), y) + Sum(RowSums(x * 0.5) * Flatten(Column(x)));
}
