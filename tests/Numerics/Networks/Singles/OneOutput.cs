using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Results that no region computes: an element of a product, a row of a table, parts of an input.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OneOutput
{
    [Parameter(1, 3)] public partial Span<float> Weight { get; }
    [Parameter(4, 3)] public partial Span<float> Table { get; }

    [Inference]
    public Vec<float> Row(int index) => Embedding(Table, 3, index);

    [Inference]
    public static Vec<float> Tail([Shape(3)] Vec<float> x) => Slice(x, 1, 2);

    [Inference]
    public static Mat<float> Standing([Shape(3)] Vec<float> x) => Reshape(x, 3, 1);

    [Inference]
    public static float Element([Shape(3)] Vec<float> x) => x[1];

    [Inference]
    public Vec<float> Both([Shape(3)] Vec<float> x, int index) => Concat(x, Row(index));

    [Loss]
    public float LossOf([Shape(3)] Vec<float> x, int index) => Linear(Row(index), Weight)[0];
}
