using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>A model steps those that it holds: each instance once, by its own rule, all of them or none.</summary>
public class CompositionTests
{
    private static readonly Dictionary<string, Func<IOptimizable>> Models = new()
    {
        ["a stack"] = () => new Stack(),
        ["a stack that shares parts"] = () => new Stack().Sharing(),
        ["a tree"] = () => new Node { Left = new() { Right = new() }, Right = new() },
        ["a derived class"] = () => new Derived(),
        ["a class between"] = () => new Between(),
        ["a base class"] = () => new Base(),
        ["a structure"] = () => default(Affine),
        ["a structure with parts"] = () => new Holder(),
        ["a record"] = () => new Copied(13),
    };

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepHasTheBitsOfTheRules(string name)
    {
        foreach (Inputs inputs in Enum.GetValues<Inputs>())
        {
            string? difference = Whole.Difference(Models[name](), inputs);
            Assert.True(difference is null, difference);
        }
    }

    [Fact]
    public void PathsLeadThroughFieldsAndIndices()
    {
        string[] names = [.. Memory.Of(new Stack().Sharing()).Arrays.Keys.Where(k => !k.Contains('/', StringComparison.Ordinal))];
        Assert.Equal("Temperature", names[0]);
        Assert.Equal(
            [
                "Head.Weights", "Head.Bias", "Layers[0].Weights", "Layers[0].Bias", "Layers[1].Weights", "Layers[1].Bias",
                "Extra[0].Weights", "Extra[0].Bias",
                "Extra[1].Weights", "Extra[1].Bias", "Embedding.Table", "Slow.Weights", "Slow.Bias", "Driven.Table", "Several[0].Weights",
                "Several[0].Bias",
                "Several[1].Table", "Gaps[1].Weights", "Gaps[1].Bias", "Line.Slope", "Line.Shift", "Line.Direction", "Line.Small",
            ],
            names[1..24]);
        Assert.Equal(["Pair.Mixture", "Pair.First.Weights", "Pair.First.Bias", "Pair.Second.Weights", "Pair.Second.Bias"], names[^12..^7]);
        Assert.Equal(
            [
                "Holder.Scale", "Holder.Line.Slope", "Holder.Line.Shift", "Holder.Line.Direction", "Holder.Line.Small",
                "Holder.Dense.Weights", "Holder.Dense.Bias",
            ],
            names[^7..]);
        Assert.DoesNotContain(names, n => n.StartsWith("Fixed", StringComparison.Ordinal));
    }

    [Fact]
    public void ASharedModelIsSteppedOnce()
    {
        Stack stack = new Stack().Sharing();
        stack.Step();
        stack.Step();
        Assert.Equal((2, 2, 2), (stack.StepCount, stack.Head.StepCount, stack.Layers[1].StepCount));
        Assert.Equal(0, stack.Fixed.StepCount);
        Assert.Equal([2L, 2L], stack.Lines.Select(l => l.StepCount));
    }

    [Fact]
    public void ACycleIsAnErrorBeforeAnythingChanges()
    {
        var root = new Node();
        root.Gradients.Weights[0] = 1;
        root.Left = new() { Right = root };
        string message = "Node.Right is a model that it is itself a part of: a cycle. Mark the field that leads back [Frozen].";
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(root.Step).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => Closed(new())).Message);
        Assert.Throws<InvalidOperationException>(root.ZeroGradients);
        Assert.Throws<InvalidOperationException>(() => Memory.Of(root));
        Assert.Equal((0, 0, 1f, 1f), (root.StepCount, root.Left.StepCount, root.Weights[0], root.Gradients.Weights[0]));

        // The model works again once the cycle is open again.
        root.Left.Right = null;
        root.Step();
        Assert.Equal((1, 1, 1f - 1e-3f), (root.StepCount, root.Left.StepCount, root.Weights[0]));

        static void Closed(Node node)
        {
            node.Right = node;
            node.Step();
        }
    }

    [Fact]
    public void NothingChangesWhereAPartIsNotRight()
    {
        var stack = new Stack();
        Writer.Gradients(stack, [1]);
        stack.Extra[1].Bias = new float[3];
        Memory before = Outside(stack);
        Assert.Equal(
            "Dense.Bias has 3 elements, but its gradient has 9. The length of a parameter cannot change; build a new model instead.",
            Assert.Throws<InvalidOperationException>(stack.Step).Message);
        stack.Extra[1] = null!;
        Assert.Equal(
            "Stack.Extra[1] is null. Assign a model to it before the first step, or declare it nullable to leave it out.",
            Assert.Throws<InvalidOperationException>(stack.Step).Message);
        stack.Extra = null!;
        Assert.Equal(
            "Stack.Extra is null. Assign it before the model is used.", Assert.Throws<InvalidOperationException>(stack.Step).Message);
        Assert.Null(before.Difference(Outside(stack)));
        Assert.Equal(0, stack.StepCount);

        // The head is stepped before the list, so that a step that had begun would show.
        stack.Extra = [];
        stack.Step();
        Assert.NotNull(before.Difference(Outside(stack)));

        static Memory Outside(Stack stack) => Memory.Of(stack.Head);
    }

    [Fact]
    public void ZeroGradientsReachesEveryPart()
    {
        Stack stack = new Stack().Sharing();
        Writer.Gradients(stack, [1, 2, 3]);
        stack.Fixed.Gradients.Bias[0] = 5;
        stack.ZeroGradients();
        Assert.All(
            Memory.Of(stack).Arrays.Where(a => a.Key.EndsWith("/gradient", StringComparison.Ordinal)),
            a => Assert.All(a.Value.Cast<object>(), g => Assert.Equal(0, Convert.ToDouble(g is Half half ? (double)half : g, null))));
        Assert.Equal(5, stack.Fixed.Gradients.Bias[0]);
    }

    [Fact]
    public void ALearningRateIsHandedDownExceptToClassesWithTheirOwn()
    {
        var stack = new Stack { LearningRate = 0.25 };
        stack.Step();
        Assert.Equal(
            (0.25, 0.125, 0.5, 0.5, 0.125),
            (stack.Head.LearningRate,
                stack.Slow.LearningRate,
                stack.Driven.LearningRate,
                stack.Embedding.LearningRate,
                stack.Line.LearningRate));
        Assert.Equal((0.25, 0.25), (stack.Pair.LearningRate, stack.Pair.Second.LearningRate));

        // Looking at a model is no step.
        stack.LearningRate = 0.75;
        Memory.Of(stack);
        Assert.Equal(0.25, stack.Head.LearningRate);
    }

    [Fact]
    public void MovesReachTheParts()
    {
        var container = new Container();
        Writer.Parameters(container, [1, 2]);
        Writer.Gradients(container, [1, -1]);
        container.Step();
        container.Step();
        float[] trained = [.. container.Averaged.Weights];
        container.Evaluate();
        Assert.False(container.Averaged.IsTraining);
        Assert.NotEqual(trained, container.Averaged.Weights);
        Assert.Throws<InvalidOperationException>(container.Step);
        Assert.Equal((2, 2), (container.StepCount, container.Dense.StepCount));
        container.Train();
        Assert.True(container.Averaged.IsTraining);
        container.Step();

        // A part that is not in training stops the step of the whole.
        container.Averaged.Evaluate();
        Assert.Equal(
            "Averaged is to be evaluated: its parameters are not where gradients are taken. Call Train() before Step().",
            Assert.Throws<InvalidOperationException>(container.Step).Message);
        Assert.Equal((3, 3), (container.StepCount, container.Dense.StepCount));
    }

    [Fact]
    public void ADerivedClassStepsItsBaseOnce()
    {
        var derived = new Derived();
        Base asBase = derived;
        asBase.Step();
        ((IOptimizable)asBase).Step();
        derived.Step();
        Assert.Equal((3, 3), (derived.StepCount, derived.Part.StepCount));
        Assert.Same(asBase.Gradients, derived.Gradients);
        Assert.Equal(0.02, derived.LearningRate);
        Assert.Equal([1, 2, 3], derived.Untouched);
        derived.Gradients.BaseWeights[0] = derived.Gradients.MiddleWeights[0] = derived.Gradients.Own = 1;
        asBase.ZeroGradients();
        Assert.Equal((0, 0, 0), (derived.Gradients.BaseWeights[0], derived.Gradients.MiddleWeights[0], derived.Gradients.Own));
        derived.MiddleWeights = new float[3];
        float before = derived.BaseWeights[0];
        Assert.Throws<InvalidOperationException>(asBase.Step);
        Assert.Equal((3, before), (derived.StepCount, derived.BaseWeights[0]));
    }

    [Fact]
    public void ACopyOfAStructureIsAModelOfItsOwn()
    {
        Affine one = default;
        one.Gradients.Slope = 1;
        one.Step();
        Affine other = one;
        other.Gradients.Slope = 5;
        other.LearningRate = 1;
        other.Step();
        Assert.Equal((1, 2), (one.StepCount, other.StepCount));
        Assert.Equal((1f, 5f, 0.125), (one.Gradients.Slope, other.Gradients.Slope, one.LearningRate));
        Assert.NotEqual(one.Slope, other.Slope);
    }

    [Fact]
    public void ACopyOfARecordHasGradientsOfItsOwn()
    {
        var one = new Copied(3) { Single = 2 };
        one.Gradients.Single = 1;
        Copied other = one with { Single = 7 };
        Assert.NotSame(one.Gradients, other.Gradients);
        Assert.Equal((1f, 0f), (one.Gradients.Single, other.Gradients.Single));
        Assert.NotEmpty(one.ToString());
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        IOptimizable[] models =
        [
            new Stack().Sharing(), new Derived(), new Container(), new ElementKinds(65), new LineKinds(65), new OwnedSingles(),
            new OwnedLines(),
        ];
        foreach (IOptimizable model in models)
        {
            long allocated = Allocation.Of(() =>
            {
                model.Step();
                model.ZeroGradients();
            });
            Assert.Equal((model.GetType(), 0), (model.GetType(), allocated));
        }
    }
}
