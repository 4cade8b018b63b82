using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class MlpRelu
{
    [Parameter(9, 6)] public partial Span<double> Hidden { get; }
    [Parameter(9)] public partial Span<double> HiddenBias { get; }
    [Parameter(3, 9)] public partial Span<double> Output { get; }
    [Parameter(3)] public partial Span<double> OutputBias { get; }

    [Inference]
    public Vec<double> Scores([Shape(6)] Vec<double> x) => Linear(Relu(Linear(x, Hidden, HiddenBias)), Output, OutputBias);

    [Loss]
    public double LossOf([Shape(6)] Vec<double> x, int y) => CrossEntropy(Scores(x), y);
}
