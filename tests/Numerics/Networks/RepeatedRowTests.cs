using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Rows that are read several times gather all of their contributions, in tables with dense and with sparse gradients.</summary>
public class RepeatedRowTests
{
    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void DenseAndSparseTablesHaveEqualBits(string element)
    {
        CompiledNetwork dense = NetworkModels.Find(element + " WordsDense"), sparse = NetworkModels.Find(element + " WordsSparse");
        int[] word = [3, 3, 0, 2, 3], near = [3, 1, 3, 2, 0];
        Array[] inputs = [word, near, new[] { 3, 3, 3, 0, 1, 1, 3, 3, 0, 0, 0, 0, 3, 2, 1, 0, 2, 2, 2, 2 }];
        IOptimizable one = dense.Create(), two = sparse.Create();
        TensorValues before = new(one);
        Assert.Null(before.Difference(new(two)));
        for (int step = 0; step < 5; step++)
            Assert.Equal(dense.Learn(one, inputs), sparse.Learn(two, inputs));
        TensorValues after = new(one);
        Assert.Null(after.Difference(new(two)));

        // Rows 4 and 5 are not read; row 3 is.
        foreach (string table in before.Arrays.Keys)
        {
            Assert.All(Enumerable.Range(12, 6), i => Assert.Equal(before[table, i], after[table, i]));
            Assert.All(Enumerable.Range(9, 3), i => Assert.NotEqual(before[table, i], after[table, i]));
        }
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void SparseGradientsOfSeveralCallsAddUp(string element)
    {
        CompiledNetwork dense = NetworkModels.Find(element + " WordsDense"), sparse = NetworkModels.Find(element + " WordsSparse");
        Array[] inputs = dense.Draw(40);
        IOptimizable one = dense.Create(), two = sparse.Create();
        foreach ((int first, int count) in (ReadOnlySpan<(int, int)>)[(0, 7), (7, 1), (8, 32)])
            Assert.Equal(dense.AddGradients(one, inputs, first, count, 40), sparse.AddGradients(two, inputs, first, count, 40));
        one.StepAndZeroGradients();
        two.StepAndZeroGradients();
        Assert.Null(new TensorValues(one).Difference(new(two)));

        // A control: without one of the calls the parameters are others.
        IOptimizable three = sparse.Create();
        sparse.AddGradients(three, inputs, 0, 7, 40);
        three.StepAndZeroGradients();
        Assert.NotNull(new TensorValues(one).Difference(new(three)));
    }
}
