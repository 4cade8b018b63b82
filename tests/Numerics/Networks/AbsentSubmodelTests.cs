using System;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>A field that holds no submodel is named before anything has changed.</summary>
public sealed partial class AbsentSubmodelTests
{
    private static readonly float[] X = [1, 2, 3, 4];

    [Theory]
    [InlineData("Inner")]
    [InlineData("Inner.Layer")]
    public void TheFieldIsNamedAndNothingChanges(string field)
    {
        var model = new Outer();
        model.AddGradients(X);
        float[] before = model.Gradients.Output.ToArray();
        if (field == "Inner")
            model.Inner = null;
        else
            model.Inner!.Layer = null!;
        float[] results = new float[1];
        foreach ((string method, Action call) in new (string, Action)[]
            {
                ("AddGradients", () => model.AddGradients(X)),
                ("AddGradients", () => model.Learn(X)),
                ("MeanLoss", () => model.MeanLoss(X)),
                ("Value", () => model.Value(X, results)),
            })
        {
            var exception = Assert.Throws<InvalidOperationException>(call);
            Assert.Equal(
                $"Outer.{method}: '{field}' is null, and the pass reads the model that it should hold; nothing has changed.",
                exception.Message);
        }

        Assert.Equal(before, model.Gradients.Output.ToArray());
        Assert.Equal(0, model.StepCount);

        // A control: the method as it is written does not name the field.
        Assert.Throws<NullReferenceException>(() => model.Value(new Vec<float>(X)));
    }

    [Fact]
    public void ASubmodelOfALoopIsNamedAndNothingChanges()
    {
        var model = new Several();
        model.AddGradients(X);
        float[] before = model.Gradients.Output.ToArray();
        model.Parts![1] = null!;
        AssertNamed("Parts[1]");
        model.Parts = null;
        AssertNamed("Parts");
        Assert.Equal(before, model.Gradients.Output.ToArray());

        void AssertNamed(string field)
        {
            var exception = Assert.Throws<InvalidOperationException>(() => model.AddGradients(X));
            Assert.Equal(
                $"Several.AddGradients: '{field}' is null, and the pass reads the model that it should hold; nothing has changed.",
                exception.Message);
        }
    }

    [Optimize(Optimizer.Sgd)]
    private sealed partial class Several
    {
        public Leaf[]? Parts = [new(), new()];

        [Parameter(4)] public partial Span<float> Output { get; }

        [Loss]
        private float LossOf([Shape(4)] Vec<float> x)
        {
            foreach (Leaf part in Parts!)
                x = part.Apply(x);
            return Dot(x, new Vec<float>(Output));
        }
    }

    [Optimize(Optimizer.Sgd)]
    private sealed partial class Outer
    {
        public Middle? Inner = new();

        [Parameter(4)] public partial Span<float> Output { get; }

        [Inference] public float Value([Shape(4)] Vec<float> x) => Sum(Inner!.Apply(x) * new Vec<float>(Output));
        [Loss] private float LossOf([Shape(4)] Vec<float> x) => Square(Value(x));
    }

    [Optimize(Optimizer.Sgd)]
    private sealed partial class Middle
    {
        public Leaf Layer = new();

        [Layer] public Vec<float> Apply([Shape(4)] Vec<float> x) => Layer.Apply(x);
    }

    [Optimize(Optimizer.Sgd)]
    private sealed partial class Leaf
    {
        [Parameter(4, 4)] public float[] Weight = new float[16];

        [Layer] public Vec<float> Apply([Shape(4)] Vec<float> x) => Linear(x, Weight);
    }
}
