using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Results that no region computes: an element of a product, a row of a table, parts of an input.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OneOutput
{
    [Parameter(1, 3)] public partial Span<double> Weight { get; }
    [Parameter(4, 3)] public partial Span<double> Table { get; }

    [Inference]
    public Vec<double> Row(int index) => Embedding(Table, 3, index);

    [Inference]
    public static Vec<double> Tail([Shape(3)] Vec<double> x) => Slice(x, 1, 2);

    [Inference]
    public static Mat<double> Standing([Shape(3)] Vec<double> x) => Reshape(x, 3, 1);

    [Inference]
    public static double Element([Shape(3)] Vec<double> x) => x[1];

    [Inference]
    public Vec<double> Both([Shape(3)] Vec<double> x, int index) => Concat(x, Row(index));

    [Loss]
    public double LossOf([Shape(3)] Vec<double> x, int index) => Linear(Row(index), Weight)[0];
}
