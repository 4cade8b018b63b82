using System;
using System.Collections.Generic;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Loops over submodels: variables that change in them, values and parameters from around them, and none that pass.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Looped
{
    private const int Size = 5;

    public readonly LoopedPart[] Parts = [new(), new(), new()];
    public readonly List<LoopedPart> Others = [new(), new()];
    public readonly LoopedPart[] None = [];

    [Parameter(Size, 4)] public partial Span<float> Weight { get; }
    [Parameter(Size)] public partial Span<float> Shared { get; }
    [Parameter] public partial float Strength { get; set; }

    [Inference]
    public Vec<float> Hidden([Shape(4)] Vec<float> x)
    {
        Vec<float> h = Linear(x, Weight), first = h, around = Tanh(h);
        float penalty = 0.5f;
        foreach (LoopedPart part in Parts)
        {
            Vec<float> next = part.Apply(h, around) + new Vec<float>(Shared) * Strength;
            penalty += 0.01f * (part.Penalty() + Strength) + 0.001f * Sum(Square(first));
            first = h;
            h = next;
        }

        foreach (LoopedPart part in Others)
        {
            Vec<float> other = part.Apply(first, around);
            first = h;
            h = other;
        }

        foreach (LoopedPart part in None)
            h = part.Apply(h, around);
        return Ended(h) * first + penalty;
    }

    // A number and a parameter that follow what changes in each pass.
    private Vec<float> Ended(Vec<float> h)
    {
        float weight = 0.25f, last = 0;
        Vec<float> end = h;
        foreach (LoopedPart part in Parts)
        {
            weight *= part.Scale + last;
            h = Tanh(h * part.Scale) + end * weight;
            last = 3f;
            end = new Vec<float>(Shared);
        }

        return h + end * last;
    }

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x, int label)
    {
        float sum = 0f, product = 1f;
        foreach (LoopedPart part in Parts)
        {
            sum += part.Penalty();
            product *= Sigmoid(part.Scale * x[1]);
        }

        return CrossEntropy(Hidden(x), label) + 0.01f * sum * product;
    }
}
