using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class MlpRelu
{
    [Parameter(9, 6)] public partial Span<float> Hidden { get; }
    [Parameter(9)] public partial Span<float> HiddenBias { get; }
    [Parameter(3, 9)] public partial Span<float> Output { get; }
    [Parameter(3)] public partial Span<float> OutputBias { get; }

    [Inference]
    public Vec<float> Scores([Shape(6)] Vec<float> x) => Linear(Relu(Linear(x, Hidden, HiddenBias)), Output, OutputBias);

    [Loss]
    public float LossOf([Shape(6)] Vec<float> x, int y) => CrossEntropy(Scores(x), y);
}
