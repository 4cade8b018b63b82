using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Parameters, layers and a loss that a derived class inherits.</summary>
internal abstract class InheritedNetwork
{
    [Parameter(5, 4)] public abstract Span<double> Weight { get; }
    [Parameter(5)] internal abstract Span<double> Bias { get; }
    [Parameter] public abstract double Scale { get; protected internal set; }
    [Frozen] protected double Half = 0.5;

    [Inference]
    public Vec<double> Scores([Shape(4)] Vec<double> x) => Hidden(x) * Scale;

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x, int y) => CrossEntropy(Scores(x), y) + Half * Mean(Hidden(x));

    private Vec<double> Hidden(Vec<double> x) => Tanh(Linear(x, Weight, Bias));
}
