using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Tables with sparse gradients are stepped by their rule on the rows that have a gradient, and on no other, bit for bit.
/// </summary>
public class SparseTests
{
    private const int Height = 50;

    private static readonly Dictionary<string, Func<int, IOptimizable>> Models = new()
    {
        [nameof(SparseAdamW)] = columns => new SparseAdamW(Height, columns),
        [nameof(SparseAdagrad)] = columns => new SparseAdagrad(Height, columns),
        [nameof(SparseSgd)] = columns => new SparseSgd(Height, columns),
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string model in Models.Keys)
        {
            foreach (int columns in new[] { 1, 3, 7, 16, 17, 33, 64, 65 })
                cases.Add(model, columns);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AStepHasTheBitsOfTheRuleOnTouchedRows(string name, int columns)
    {
        foreach (Inputs inputs in Enum.GetValues<Inputs>())
            Assert.Null(Difference(Models[name](columns), columns, inputs));
    }

    [Theory]
    [InlineData(nameof(SparseAdamW), "(float)stepSize")]
    [InlineData(nameof(SparseAdagrad), "(float)stepSize")]
    [InlineData(nameof(SparseSgd), "(float)learningRate")]
    public void AnotherRuleIsSeen(string name, string factor) => Assert.NotNull(Difference(Models[name](7), 7, Inputs.Ordinary, rule =>
    {
        Assert.Contains(factor, rule, StringComparison.Ordinal);
        return rule.Replace(factor, "1.0001f * " + factor, StringComparison.Ordinal);
    }));

    // Steps with many rows and with few, so that memory grows and is used again, and one with none.
    private static string? Difference(IOptimizable model, int columns, Inputs inputs, Func<string, string>? change = null) =>
        Touches.Difference(model, Height, columns, [2, 11, 0, 30, 5, 1], inputs, change);

    [Fact]
    public void ATableInMemoryOfAnyKindIsStepped() => AssertKinds(new SparseKinds(), m => m, m => m.Step());

    [Fact]
    public void ATableOfABaseClassIsStepped() => AssertKinds(new SparseDerived(), m => m, m => ((SparseKinds)m).Step());

    [Fact]
    public void ATableWithinAModelIsStepped() => AssertKinds(new SparseOuter(), m => m.Inner, m => m.Step());

    private static void AssertKinds<T>(T model, Func<T, IOptimizable> tables, Action<T> step)
        where T : IOptimizable
    {
        IOptimizable holder = tables(model);
        Writer.Parameters(holder, Values.Fill(45, 1, Inputs.Ordinary));
        Memory expected = Memory.Of(holder);
        var touches = new Touches(holder, 3, Inputs.Ordinary);
        bool isDerived = holder is SparseDerived;
        for (int number = 1; number <= 3; number++)
        {
            model.LearningRate = holder.LearningRate = 0.02;
            touches.Touch<float>("Grid", 2);
            touches.Touch<float>("Flat", 1);
            touches.Touch<double>("Lent", 2);
            touches.Touch<Half>("Halves", 2);
            touches.Touch<float>("Owned", 2);
            touches.Touch<double>("OwnedDoubles", 1);
            if (isDerived)
                touches.Touch<float>("More", 1);
            step(model);
            touches.Step<float>("Grid", expected, number);
            touches.Step<float>("Flat", expected, number);
            touches.Step<double>("Lent", expected, number);
            touches.Step<Half>("Halves", expected, number);
            touches.Step<float>("Owned", expected, number);
            touches.Step<double>("OwnedDoubles", expected, number);
            if (isDerived)
                touches.Step<float>("More", expected, number);

            // The others have gradients of 0, under a rule that decays them.
            Memory actual = Memory.Of(holder);
            foreach (string dense in new[] { "Dense", "Bias" })
            {
                foreach (string key in expected.Arrays.Keys.Where(k => k.Split('/')[0] == dense).ToArray())
                {
                    Assert.Equal(key != dense, Memory.Difference(expected.Arrays[key], actual.Arrays[key]) is null);
                    expected.Arrays[key] = actual.Arrays[key];
                }
            }

            Assert.Null(expected.Difference(actual));
            model.ZeroGradients();
            touches.Clear();
            Assert.All(
                Memory.Of(holder).Arrays.Where(a => a.Key.EndsWith("/gradient", StringComparison.Ordinal) && a.Key[0] is not ('D' or 'B')),
                a => Assert.Empty(a.Value));
        }
    }

    [Fact]
    public void InWhichOrderRowsAreTouchedMakesNoDifference()
    {
        SparseAdamW one = new(Height, 5), other = new(Height, 5);
        float[] gradients = [.. Values.Fill(50, 1, Inputs.Ordinary).Select(v => (float)v)];
        for (int step = 0; step < 3; step++)
        {
            for (int row = 0; row < 10; row++)
            {
                one.Gradients.Singles.Add(row, gradients.AsSpan(5 * row, 5));
                other.Gradients.Singles.Add(9 - row, gradients.AsSpan(5 * (9 - row), 5));
            }

            one.Step();
            other.Step();
            Assert.Null(Memory.Difference(Memory.Of(one).Arrays["Singles"], Memory.Of(other).Arrays["Singles"]));
        }
    }

    [Fact]
    public void InWhichOrderGradientsOfOneRowAreAddedDoes()
    {
        // 1 is lost beside 2^24, and is not beside 0.
        var model = new SparseSgd(2, 1);
        model.Gradients.Singles.Add([0, 0, 0, 1, 1, 1], [1 << 24, 1, -(1 << 24), 1 << 24, -(1 << 24), 1]);
        Assert.Equal([0, 1], model.Gradients.Singles.Values.ToArray());
    }

    [Fact]
    public void AStructureHasATable()
    {
        var model = new SparseStructure { Table = new float[4, 2] };
        model.Gradients.Table.Add(2, [1, -1]);
        model.LearningRate = 0.5;
        model.Step();
        Assert.Equal([0, 0, 0, 0, -0.5f, 0.5f, 0, 0], model.Table.Cast<float>().Select(x => MathF.Round(x, 5)));
    }

    [Fact]
    public void NothingIsAllocatedOnceAsManyRowsHaveBeenTouched()
    {
        var model = new SparseAdamW(Height, 17);
        float[] gradients = new float[40 * 17];
        int[] rows = [.. Enumerable.Range(0, 40).Select(i => 7 * i % 43)];
        void Turn()
        {
            model.Gradients.Singles.Add(rows, gradients);
            model.Gradients.Doubles[3][0] += 1;
            model.Step();
            model.ZeroGradients();
        }

        Assert.Equal(0, Allocation.Of(Turn));
        Assert.NotEqual(0, Allocation.Of(() => new SparseAdamW(Height, 17).Gradients.Singles.Add(rows, gradients)));
    }
}
