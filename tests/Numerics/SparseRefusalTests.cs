using System;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Rows and gradients that do not fit a table are refused before anything is written.</summary>
public class SparseRefusalTests
{
    public static TheoryData<int> NoRows() => [-1, 50, int.MinValue, int.MaxValue];

    [Theory]
    [MemberData(nameof(NoRows))]
    public void ARowThatIsNotThereIsNamedWithThoseThatAre(int row)
    {
        var model = new SparseAdamW(50, 3);
        string message = FormattableString.Invariant($"SparseAdamW.Singles has no row {row}: its rows are 0 to 49.");
        foreach (Action touch in new Action[]
        {
            () => model.Gradients.Singles[row].Clear(),
            () => model.Gradients.Singles.Add(row, [1, 2, 3]),
            () => model.Gradients.Singles.Add([7, row], [1, 2, 3, 4, 5, 6]),
        })
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(touch).Message, StringComparison.Ordinal);
            Assert.Equal(0, model.Gradients.Singles.Count);
        }
    }

    [Fact]
    public void ATableWithoutRowsHasNone() => Assert.StartsWith(
        "SparseAdamW.Singles has no row 0: it has none.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparseAdamW(0, 3).Gradients.Singles.Add(0, [1, 2, 3])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void GradientsOfAnotherLengthAreRefused()
    {
        var model = new SparseAdamW(50, 3);
        Assert.StartsWith(
            "SparseAdamW.Doubles has 3 columns, so that 1 of its rows take 3 values, not 2.",
            Assert.Throws<ArgumentException>(() => model.Gradients.Doubles.Add(1, [1, 2])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "SparseAdamW.Doubles has 3 columns, so that 2 of its rows take 6 values, not 7.",
            Assert.Throws<ArgumentException>(() => model.Gradients.Doubles.Add([1, 1], [1, 2, 3, 4, 5, 6, 7])).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, model.Gradients.Doubles.Count);
    }

    [Fact]
    public void ATableOfAnotherShapeIsRefused()
    {
        var model = new SparseKinds();
        model.Gradients.Grid.Add(1, [1, 2, 3, 4, 5]);
        Memory before = Memory.Of(model);
        (float[,] grid, model.Grid) = (model.Grid, new float[5, 9]);
        AssertRefused(
            "SparseKinds.Grid is 5 x 9, but its gradient is for 9 x 5. The shape of a parameter cannot change; build a new model instead.");
        (model.Grid, model.Flat) = (grid, new float[44]);
        AssertRefused("SparseKinds.Flat has 44 elements, but its attribute says 9 x 5. Give it as many elements, or change the attribute.");
        model.Flat = null!;
        AssertRefused("SparseKinds.Flat is null. Assign it before the model is used.");
        model.Flat = new float[45];
        model.Lent = default;
        AssertRefused("SparseKinds.Lent has 0 elements, but its attribute says 9 x 5. Give it as many elements, or change the attribute.");
        model.Lent = new double[45];
        Assert.Null(before.Difference(Memory.Of(model)));
        model.Step();
        Assert.StartsWith("Grid[", before.Difference(Memory.Of(model)), StringComparison.Ordinal);

        void AssertRefused(string message)
        {
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(model.Step).Message);
            Assert.Equal(0, model.StepCount);
        }
    }

    [Fact]
    public void ATableThatHasBeenDisposedIsRefused()
    {
        var model = new SparseKinds();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(model.Step);
        Assert.Throws<ObjectDisposedException>(() => model.Owned.Clear());
        Assert.Throws<ObjectDisposedException>(() => model.Dense.Clear());
        Assert.Equal(0, model.StepCount);
    }
}
