using System;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Rows of a table are taken by their indices, and no index leaves the table.</summary>
public class EmbeddingTests
{
    private static readonly float[] Table = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void RowsAreThoseOfTheTable()
    {
        double[] doubles = [1, 2, 3, 4, 5, 6];
        int[] indices = [2, 0, 2];
        Assert.Equal([3, 4], Embedding(Table, 2, 1).AsSpan());
        Assert.Equal([3, 4], Embedding(doubles, 2, 1).AsSpan());
        Mat<float> rows = Embedding(Table, 2, indices);
        Assert.Equal((3, 2), (rows.Rows, rows.Columns));
        Assert.Equal([5, 6, 1, 2, 5, 6], rows.AsSpan());
        Assert.Equal([5, 6, 1, 2, 5, 6], Embedding(doubles, 2, indices).AsSpan());
        Assert.Equal((0, 2), (Embedding(Table, 2, []).Rows, Embedding(Table, 2, []).Columns));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-100)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void OthersAreRefusedWithTheirPosition(int index)
    {
        string suffix = $" (Parameter 'indices')\nActual value was {index}.";
        for (int position = 0; position < 3; position++)
        {
            int[] indices = [0, 2, 1];
            indices[position] = index;
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(Table, 2, indices));
            Assert.Equal(
                $"indices[{position}] is {index}: there are 3 rows, 0 to 2.{suffix}",
                error.Message.ReplaceLineEndings("\n"));
        }

        var single = Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(Table, 2, index));
        Assert.StartsWith($"index is {index}: there are 3 rows, 0 to 2.", single.Message, StringComparison.Ordinal);
        Assert.Equal(("index", (object)index), (single.ParamName, single.ActualValue));
    }

    [Fact]
    public void TheTableHasWholeRows()
    {
        Assert.Equal(
            "The table has 6 elements: rows of 4 need a multiple of 4. (Parameter 'table')",
            Assert.Throws<ArgumentException>(() => Embedding(Table, 4, 0)).Message);
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(Table, 0, 0)).ParamName);
        Assert.StartsWith(
            "index is 0: there are 0 rows.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(Table.AsSpan(0, 0), 4, 0)).Message,
            StringComparison.Ordinal);
    }
}
