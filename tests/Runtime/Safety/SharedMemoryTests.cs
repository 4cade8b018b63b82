using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>Memory that two parameters share is refused by name, before anything has changed.</summary>
public class SharedMemoryTests
{
    private static readonly float[] s_array = new float[8];

    private static readonly Dictionary<string, (Func<IOptimizable> Model, string First, string Second)> s_shared = new()
    {
        ["two fields"] = (() => With(new Plain(), m => m.Last = m.First), "Plain.First", "Plain.Last"),
        ["an array and memory in it"] =
            (() => With(new Plain(), m => m.Lent = m.First.AsMemory(1..) is var rest && Gradient(m, 3) ? rest : default),
            "Plain.First",
            "Plain.Lent"),
        ["memory that overlaps"] = (() => With(new Rows { Lent = [s_array.AsMemory(0..4), s_array.AsMemory(4..), s_array.AsMemory(3..5)] }),
            "Rows.Lent[0]",
            "Rows.Lent[2]"),
        ["rows of an array of arrays"] =
            (() => With(new Rows(), m => (m.Inner = [new float[3], new float[2], new float[3]])[2] = m.Inner[0]),
            "Rows.Inner[0]",
            "Rows.Inner[2]"),
        ["arrays of arrays"] = (() => With(new Rows(), m => m.Others = m.Inner), "Rows.Inner[0]", "Rows.Others[0]"),
        ["grids"] = (() => With(new Rows(), m => m.OtherGrid = m.Grid), "Rows.Grid", "Rows.OtherGrid"),
        ["tables"] = (() => With(new Rows(), m => m.OtherTable = m.Table), "Rows.Table", "Rows.OtherTable"),
        ["structures in arrays"] = (() => With(new Rows(), m => m.OtherPoints = m.Points), "Rows.Points", "Rows.OtherPoints"),
        ["two models"] = (() => With(new Outer(), m => m.Layers[1].Weights = m.Layers[0].Weights),
            "Outer.Layers[0].Weights",
            "Outer.Layers[1].Weights"),
        ["a model and the one it is in"] = (() => With(new Outer(), m => m.Head!.Weights = m.First), "Outer.First", "Outer.Head.Weights"),
        ["a base and a derived class"] = (() => With(new Derived(), m => m.Last = m.First), "Derived.First", "Derived.Last"),
        ["structures"] = (() => With(new Outer(), m => m.Bares = [new() { First = s_array }, new() { First = s_array }]),
            "Outer.Bares[0].First",
            "Outer.Bares[1].First"),
        ["a gradient and another parameter"] = (() => With(new Plain(), m => m.Gradients.Last = m.First), "Plain.First", "Plain.Last"),
        ["a gradient and its parameter, in part"] =
            (() => With(new Plain { Lent = s_array.AsMemory(0..4) }, m => m.Gradients.Lent = s_array.AsMemory(1..5)),
            "Plain.Lent",
            "its gradient"),
        ["measured"] = (() => With(new Guarded(), m => m.Last = m.First), "Guarded.First", "Guarded.Last"),
        ["averaged"] = (() => With(new Averaged(), m => m.Last = m.First), "Averaged.First", "Averaged.Last"),
    };

    public static TheoryData<string, bool> Shared() => Crossed(s_shared.Keys);

    [Theory]
    [MemberData(nameof(Shared))]
    public void BothAreNamedAndNothingChanges(string name, bool clears)
    {
        (Func<IOptimizable> make, string first, string second) = s_shared[name];
        IOptimizable model = make();
        Snapshot before = Snapshot.Of(model);
        for (int i = 0; i < 2; i++)
        {
            string message = Assert.Throws<InvalidOperationException>(clears ? model.StepAndZeroGradients : model.Step).Message;
            Assert.Contains(first, message, StringComparison.Ordinal);
            Assert.Contains(second, message, StringComparison.Ordinal);
            Assert.Contains("share memory", message, StringComparison.Ordinal);
            Assert.Equal("", before.Difference(Snapshot.Of(model)));
            Assert.Equal(0, model.StepCount);
        }

        if (model is Averaged)
            Assert.Throws<InvalidOperationException>(model.Evaluate);
    }

    [Fact]
    public void TheMessage()
    {
        var model = new Plain();
        model.Last = model.First;
        Assert.Equal(
            "Plain.First and Plain.Last share memory, which a step would change twice. Give each a memory of its own. What two models "
                + "have in common is an optimized model that both hold: it is stepped once.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
    }

    [Fact]
    public void ArraysThatComeToBeSharedLaterAreFoundToo()
    {
        var model = new Plain();
        for (int i = 0; i < 3; i++)
            model.Step();
        float[] own = model.Last;
        model.Last = model.First;
        Assert.Throws<InvalidOperationException>(model.Step);
        Assert.Equal(3, model.StepCount);
        model.Last = own;
        model.Step();
        (model.First, model.Last) = (model.Last, model.First);
        model.Step();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        model.Step();
        Assert.Equal(6, model.StepCount);
    }

    [Fact]
    public void GradientsMayShareMemoryUntilAStepClearsThem()
    {
        var model = new Plain { LearningRate = 1 };
        model.Gradients.Last = model.Gradients.First;
        model.Gradients.First[1] = 1;
        model.Step();
        Assert.Equal(model.First, model.Last);
        Assert.NotEqual(0, model.First[1]);
        Snapshot before = Snapshot.Of(model);
        string message = Assert.Throws<InvalidOperationException>(model.StepAndZeroGradients).Message;
        Assert.Contains("gradients of Plain.First and Plain.Last", message, StringComparison.Ordinal);
        Assert.Equal("", before.Difference(Snapshot.Of(model)));
        model.ZeroGradients();
        model.Step();
        Assert.Equal(2, model.StepCount);
    }

    [Fact]
    public void AGradientMayBeItsParameterUntilAStepClearsIt()
    {
        var model = new Inner { LearningRate = 0.5 };
        model.Gradients.Weights = model.Weights;
        model.Weights[2] = 8;
        model.Step();
        Assert.Equal(4, model.Weights[2]);
        string message = Assert.Throws<InvalidOperationException>(model.StepAndZeroGradients).Message;
        Assert.Contains("Inner.Weights and its gradient share memory", message, StringComparison.Ordinal);
        Assert.Equal((4f, 1L), (model.Weights[2], model.StepCount));
        model.Step();
        Assert.Equal(2, model.Weights[2]);
    }

    [Fact]
    public void AModelThatIsHeldTwiceIsSteppedOnce()
    {
        var model = new Outer { LearningRate = 1 };
        model.Layers.Add(model.Layers[0]);
        model.Head = model.Layers[1];
        model.Layers[0].Gradients.Weights[0] = model.Head.Gradients.Weights[0] = 1;
        model.Step();
        Assert.Equal((-1f, -1f), (model.Layers[0].Weights[0], model.Head.Weights[0]));
    }

    [Fact]
    public void NeighboursAndEmptyArraysShareNothing()
    {
        float[] all = new float[12];
        var model = new Rows
        {
            Lent =
            [
                all.AsMemory(0..4), all.AsMemory(4..8), all.AsMemory(8..8), all.AsMemory(8..12), all.AsMemory(2..2), Memory<float>.Empty,
                Memory<float>.Empty,
            ],
            Inner = [[], [], new float[1]],
            Others = [Array.Empty<float>(), Array.Empty<float>()],
        };
        model.Step();
        model.StepAndZeroGradients();
        Assert.Equal(2, model.StepCount);
    }

    // The model's own gradients have no part in such a step.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GradientsThatAreAddedUpAreLookedAt(bool clears)
    {
        var model = new SharedTree();
        SharedTree.ParameterGradients first = new(model), second = new(model), third = new(model);
        Step();
        (float[] weights, float[] whole) = (second.Parts[1].Weights, third.Whole);

        second.Parts[1].Weights = model.Whole;
        Refused("The gradient of SharedTree.Parts[1].Weights and SharedTree.Whole share memory");
        second.Parts[1].Weights = model.Parts[1].Weights;
        Refused(clears ? "SharedTree.Parts[1].Weights and its gradient share memory" : null);
        second.Parts[1].Weights = third.Whole;
        Refused(clears ? "share memory, which a step that clears gradients would clear before it is read again" : null);
        (second.Parts[1].Weights, third.Whole) = (weights, first.Whole);
        Refused(null);
        third.Whole = whole;

        float[] pieces = new float[6];
        (first.Lent, third.Lent) = (pieces.AsMemory(0, 4), pieces.AsMemory(2));
        Refused(clears ? "Two gradients of SharedTree.Lent share memory, but not all of it" : null);
        third.Lent = first.Lent;
        Refused(null);
        third.Lent = new float[4];
        model.Gradients.Whole = model.Parts[0].Weights;
        Refused(null);

        void Step()
        {
            if (clears)
                model.StepAndZeroGradients(first, second, third);
            else
                model.Step(first, second, third);
        }

        void Refused(string? message)
        {
            second.Parts[0].Weights[0] = 1;
            if (message is null)
            {
                Step();
                return;
            }

            (Snapshot before, long steps) = (Snapshot.Of(model), model.StepCount);
            for (int i = 0; i < 2; i++)
            {
                Assert.Contains(message, Assert.Throws<InvalidOperationException>(Step).Message, StringComparison.Ordinal);
                Assert.Equal("", before.Difference(Snapshot.Of(model)));
                Assert.Equal((steps, 1f), (model.StepCount, second.Parts[0].Weights[0]));
            }
        }
    }

    // A control: the order in which such a step reads and clears, for gradients of one parameter that are one.
    [Fact]
    public void OneGradientTwiceIsAddedTwice()
    {
        var model = new SharedTree();
        var gradients = new SharedTree.ParameterGradients(model);
        Array.Fill(gradients.Whole, 1);
        gradients.Parts[1].Weights[2] = 1;
        model.StepAndZeroGradients(gradients, gradients, gradients);
        Assert.Equal((-3f, -3f, 0f), (model.Whole[^1], model.Parts[1].Weights[2], gradients.Whole[^1]));
        SharedTree.ParameterGradients one = new(model), other = new(model) { Whole = one.Whole };
        Array.Fill(one.Whole, 1);
        model.StepAndZeroGradients(one, other);
        Assert.Equal((-5f, 0f), (model.Whole[^1], one.Whole[^1]));
        Assert.Equal(0, Allocation.Of(() => model.Step(one, other)));
    }

    [Fact]
    public void AMillionPlacesInAnyOrder()
    {
        float[] all = new float[100_000];
        var random = new Random(5);
        Memory<float>[] pieces = [.. Enumerable.Range(0, 50_000).Select(i => all.AsMemory(2 * i, 2))];
        random.Shuffle(pieces);
        var model = new Rows { Lent = pieces };
        model.Step();
        model.Lent[777] = all.AsMemory(99_997, 2);
        Assert.Contains("Rows.Lent[777]", Assert.Throws<InvalidOperationException>(model.Step).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepAllocatesNothingWhereAllIsAsItWas()
    {
        var model = new Outer();
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.NotEqual(0, Allocation.Of(() => Snapshot.Of(model)));
    }

    private static bool Gradient(Plain model, int length)
    {
        model.Gradients.Lent = new float[length];
        return true;
    }

    private static T With<T>(T model, Action<T>? change = null)
    {
        change?.Invoke(model);
        return model;
    }

    private static TheoryData<string, bool> Crossed(IEnumerable<string> names)
    {
        var data = new TheoryData<string, bool>();
        foreach (string name in names)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }
}

[Optimize(Optimizer.Sgd)]
internal sealed partial class Rows
{
    public Memory<float>[] Lent = [];
    public float[][] Inner = [new float[2], new float[3]];
    public float[][] Others = [new float[2], new float[3]];
    public float[,] Grid = new float[2, 3];
    public float[,] OtherGrid = new float[2, 3];
    [SparseGradient] public float[,] Table = new float[4, 2];
    [SparseGradient] public float[,] OtherTable = new float[4, 2];
    public System.Numerics.Vector3[] Points = new System.Numerics.Vector3[2];
    public System.Numerics.Vector3[] OtherPoints = new System.Numerics.Vector3[2];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), SumGradients]
internal sealed partial class SharedTree
{
    public float[] Whole = new float[4];
    public Memory<float> Lent = new float[4];
    public SharedPart[] Parts = [new(), new()];
}

[Optimize(Optimizer.Sgd, LearningRate = 1), SumGradients]
internal sealed partial class SharedPart
{
    public float[] Weights = new float[4];
}
