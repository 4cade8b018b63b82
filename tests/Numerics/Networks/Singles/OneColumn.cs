using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A matrix of one column, whose rows become the elements of a vector.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OneColumn
{
    [Parameter(1, 3)] public partial Span<float> Key { get; }
    [Parameter(1)] public partial Span<float> Bias { get; }
    [Parameter(5)] public partial Span<float> Values { get; }

    [Inference]
    public Vec<float> Shares([Shape(5, 3)] Mat<float> x) => Softmax(Flatten(Tanh(Linear(x, Key, Bias)) * 2.0f));

    [Inference]
    public Mat<float> Column([Shape(5, 3)] Mat<float> x) => Gelu(Linear(x, Key, Bias));

    [Loss]
    public float LossOf([Shape(5, 3)] Mat<float> x, float y) =>
        SquaredError(Dot(Shares(x), new Vec<float>(Values)), y) + Sum(RowSums(x * 0.5f) * Flatten(Column(x)));
}
