using System;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A model is copied by making another one and copying the parameters; a copy that shares gradients and state is refused.
/// </summary>
public class CopyTests
{
    private const string Refusal = "This {0} is a shallow copy of another one, made by MemberwiseClone, and shares its gradients and "
        + "state. Construct a new model instead, and copy the parameters: original.CopyParametersTo(copy).";

    [Fact]
    public void ACopyHasTheParametersAndNothingElse()
    {
        CloneableDerived one = Trained(), other = new();
        one.CopyParametersTo(other);
        Assert.Equal(one.Bias, other.Bias);
        Assert.Equal(one.Weights, other.Weights);
        Assert.Equal(one.Rows, other.Rows);
        Assert.Equal(one.Owned.ToArray(), other.Owned.ToArray());
        Assert.Equal(one.Parts[1].Owned.ToArray(), other.Parts[1].Owned.ToArray());
        Assert.Equal(one.Parts[1].Scale, other.Parts[1].Scale);
        Assert.NotEqual(new CloneableDerived().Parts[1].Scale, other.Parts[1].Scale);

        Assert.Equal((0, 0.001), (other.StepCount, other.LearningRate));
        Assert.Equal((0f, 0.0), (other.Gradients.Bias, other.Gradients.Owned[5]));
        Assert.NotSame(one.Weights, other.Weights);
        float[] before = [.. one.Weights];
        other.Gradients.Weights[0] = 1;
        other.Step();
        Assert.Equal(before, one.Weights);
        Assert.NotEqual(before, other.Weights);
    }

    [Fact]
    public void ACopyTrainsAsTheOriginalWouldFromItsFirstStep()
    {
        var one = new Cloneable();
        var other = new Cloneable { Bias = 9, Weights = [7, 8, 9] };
        one.CopyParametersTo(other);
        foreach (Cloneable model in new[] { one, other })
        {
            model.Gradients.Weights[1] = -2;
            model.Step();
        }

        Assert.Equal(one.Weights, other.Weights);
        Assert.NotEqual([1f, 2f, 3f], one.Weights);
    }

    [Fact]
    public void NothingIsCopiedBetweenModelsThatDiffer()
    {
        var one = new Cloneable { Bias = 4 };
        void Refused(IOptimizable other, string parameter) =>
            Assert.StartsWith(
                $"The models have different parameters: {parameter} is not in both, or not with the same type and length.",
                Assert.Throws<ArgumentException>(() => one.CopyParametersTo(other)).Message,
                StringComparison.Ordinal);
        var longer = new Cloneable { Weights = [1, 2, 3, 4] };
        Refused(longer, "Weights");
        Refused(new Cloneable { Rows = [[(Half)1]] }, "Rows[1]");
        Refused(new CloneableDerived(), "Owned");
        Refused(new CloneablePart(), "Owned");
        Assert.Equal(1, longer.Bias);
        Assert.StartsWith(
            "CopiedLine is a structure",
            Assert.Throws<ArgumentException>(() => one.CopyParametersTo(default(CopiedLine))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => one.CopyParametersTo(null!));
        Assert.Throws<ArgumentNullException>(() => ((IOptimizable)null!).CopyParametersTo(one));
        one.CopyParametersTo(one);
        Assert.Equal(4, one.Bias);
    }

    [Fact]
    public void OfAModelInEvaluationTheAveragesAreCopiedAndNoneIsOverwritten()
    {
        var one = new AveragedByEma();
        for (int step = 0; step < 3; step++)
        {
            one.Gradients.Weights[0] = 1;
            one.Step();
        }

        float trained = one.Weights[0];
        one.Evaluate();
        var other = new AveragedByEma();
        one.CopyParametersTo(other);
        Assert.Equal(one.Weights, other.Weights);
        Assert.NotEqual(trained, other.Weights[0]);
        Assert.StartsWith(
            "AveragedByEma is to be evaluated",
            Assert.Throws<InvalidOperationException>(() => other.CopyParametersTo(one)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AShallowCopyIsRefusedBeforeAnythingChanges(bool stepped)
    {
        var one = new Cloneable();
        one.Gradients.Weights[0] = 3;
        if (stepped)
            one.Step();
        Cloneable other = one.Clone();
        float bias = other.Bias, first = other.Weights[0];
        foreach (Action use in new Action[]
            { other.Step, other.StepAndZeroGradients, other.ZeroGradients, () => one.CopyParametersTo(other),
            () => new Outer { Part = other }.Step() })
            Assert.Equal(
                Refusal.Replace("{0}", nameof(Cloneable), StringComparison.Ordinal), Assert.Throws<InvalidOperationException>(use).Message);
        Assert.Equal((bias, first, 3f, stepped ? 1 : 0), (other.Bias, other.Weights[0], one.Gradients.Weights[0], other.StepCount));
        one.Step();
        Assert.Equal(stepped ? 2 : 1, one.StepCount);
    }

    [Fact]
    public void AShallowCopyOfADerivedModelOrOfMemoryOfItsOwnIsRefused()
    {
        CloneableDerived derived = Trained();
        Assert.Contains(
            nameof(CloneableDerived), Assert.Throws<InvalidOperationException>(derived.Clone().Step).Message, StringComparison.Ordinal);

        // Memory is shared from the start, before there are gradients.
        var part = new CloneablePart();
        CloneablePart other = part.Clone();
        part.Step();
        Assert.Throws<InvalidOperationException>(other.Step);
        Assert.Throws<InvalidOperationException>(other.ZeroGradients);
        part.Step();
    }

    [Fact]
    public void AShallowCopyOfAModelThatHoldsNothingYetIsAModel()
    {
        var one = new Cloneable();
        Cloneable other = one.Clone();
        other.Weights = [.. one.Weights];
        other.Rows = [[(Half)1]];
        other.Gradients.Weights[0] = 1;
        other.Step();
        one.Step();
        Assert.NotSame(one.Gradients, other.Gradients);
        Assert.Equal([1, 2, 3], one.Weights);
        Assert.NotEqual(1, other.Weights[0]);
    }

    private static CloneableDerived Trained()
    {
        var model = new CloneableDerived();
        for (int step = 0; step < 3; step++)
        {
            Writer.Gradients(model, [1, -2, 3]);
            model.Step();
        }

        model.LearningRate = 0.5;
        return model;
    }
}
