using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Parameters, layers and a loss that a derived class inherits.</summary>
internal abstract class InheritedNetwork
{
    [Parameter(5, 4)] public abstract Span<float> Weight { get; }
    [Parameter(5)] internal abstract Span<float> Bias { get; }
    [Parameter] public abstract float Scale { get; protected internal set; }
    [Frozen] protected float Half = 0.5f;

    [Inference]
    public Vec<float> Scores([Shape(4)] Vec<float> x) => Hidden(x) * Scale;

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x, int y) => CrossEntropy(Scores(x), y) + Half * Mean(Hidden(x));

    private Vec<float> Hidden(Vec<float> x) => Tanh(Linear(x, Weight, Bias));
}
