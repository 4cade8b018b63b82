using System;
using System.Collections.Generic;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Loops over submodels: variables that change in them, values and parameters from around them, and none that pass.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Looped
{
    private const int Size = 5;

    public readonly LoopedPart[] Parts = [new(), new(), new()];
    public readonly List<LoopedPart> Others = [new(), new()];
    public readonly LoopedPart[] None = [];

    [Parameter(Size, 4)] public partial Span<double> Weight { get; }
    [Parameter(Size)] public partial Span<double> Shared { get; }
    [Parameter] public partial double Strength { get; set; }

    [Inference]
    public Vec<double> Hidden([Shape(4)] Vec<double> x)
    {
        Vec<double> h = Linear(x, Weight), first = h, around = Tanh(h);
        double penalty = 0.5;
        foreach (LoopedPart part in Parts)
        {
            Vec<double> next = part.Apply(h, around) + new Vec<double>(Shared) * Strength;
            penalty += 0.01 * (part.Penalty() + Strength) + 0.001 * Sum(Square(first));
            first = h;
            h = next;
        }

        foreach (LoopedPart part in Others)
        {
            Vec<double> other = part.Apply(first, around);
            first = h;
            h = other;
        }

        foreach (LoopedPart part in None)
            h = part.Apply(h, around);
        return Ended(h) * first + penalty;
    }

    // A number and a parameter that follow what changes in each pass.
    private Vec<double> Ended(Vec<double> h)
    {
        double weight = 0.25, last = 0;
        Vec<double> end = h;
        foreach (LoopedPart part in Parts)
        {
            weight *= part.Scale + last;
            h = Tanh(h * part.Scale) + end * weight;
            last = 3.0;
            end = new Vec<double>(Shared);
        }

        return h + end * last;
    }

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x, int label)
    {
        double sum = 0.0, product = 1.0;
        foreach (LoopedPart part in Parts)
        {
            sum += part.Penalty();
            product *= Sigmoid(part.Scale * x[1]);
        }

        return CrossEntropy(Hidden(x), label) + 0.01 * sum * product;
    }
}
