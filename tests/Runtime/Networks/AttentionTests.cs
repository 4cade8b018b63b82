using System;
using System.Linq;
using FusedOpt.CompilerServices;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Products of matrices, attention and dropout as plain C#, and the products of heads that generated code calls.</summary>
public class AttentionTests
{
    private static readonly Mat<double> Left = new([1, 2, 3, 4, 5, 6], 2, 3), Right = new([1, 0, 2, -1, 3, 1], 3, 2);

    [Fact]
    public void ProductsAndTransposesAreThoseOfTheDefinition()
    {
        Assert.Equal([14, 1, 32, 1], MatMul(Left, Right).AsSpan().ToArray());
        Assert.Equal([1, 4, 2, 5, 3, 6], Transpose(Left).AsSpan().ToArray());
        Assert.Equal((3, 2), (Transpose(Left).Rows, Transpose(Left).Columns));
        Assert.Contains("2 x 3 and 2 x 3", Assert.Throws<ArgumentException>(() => MatMul(Left, Left)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowIsTheMeanOfValuesWeighedByTheSoftmaxOfScores()
    {
        // One head of two columns: scores 0 and log 3 times the root of 2, so weights of a quarter and three quarters.
        Mat<double> queries = new([1, 0], 1, 2), keys = new([0, 5, Math.Log(3) * Math.Sqrt(2), 7], 2, 2), values = new([4, 8], 2, 1);
        Assert.Equal(0.25 * 4 + 0.75 * 8, Attention(queries, keys, values, 1)[0, 0], 1e-12);
    }

    [Fact]
    public void ACausalRowSeesNoLaterRow()
    {
        var random = new Random(1);
        double[] elements = [.. Enumerable.Range(0, 5 * 12).Select(_ => random.NextDouble())];
        Mat<double> seen = Attention(new Mat<double>(elements, 5, 12), 2, causal: true);
        elements[^1] += 1;
        elements[^8] += 1;
        Mat<double> changed = Attention(new Mat<double>(elements, 5, 12), 2, causal: true);
        for (int row = 0; row < 4; row++)
            Assert.Equal(seen.Row(row).AsSpan(), changed.Row(row).AsSpan());
        Assert.NotEqual(seen.Row(4).AsSpan().ToArray(), changed.Row(4).AsSpan().ToArray());

        // A control: without the mask the first row sees the last.
        Mat<double> open = Attention(new Mat<double>(elements, 5, 12), 2);
        Assert.NotEqual(open.Row(0).AsSpan().ToArray(), changed.Row(0).AsSpan().ToArray());
    }

    [Fact]
    public void ArgumentsThatDoNotFitAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Attention(Left, Left, Left, 0));
        AssertNames("2 heads", () => Attention(Left, Left, Left, 2));
        AssertNames("keys 3 x 2", () => Attention(Left, Right, Left, 1));
        AssertNames("multiple of 3", () => Attention(Right, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout(Left, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout(Left, double.NaN));
        Assert.Same(Left, Dropout(Left, 0.5));
    }

    // 70 rows are more than a block of causal rows, and no multiple of one.
    [Theory]
    [InlineData(1, 1, 5, 3)]
    [InlineData(2, 3, 70, 8)]
    [InlineData(3, 2, 33, 17)]
    public void ProductsOfHeadsAreThoseOfEachHead(int examples, int heads, int rows, int width)
    {
        var random = new Random(rows);
        int columns = heads * width;
        float[] both = [.. Enumerable.Range(0, examples * rows * 2 * columns).Select(_ => random.NextSingle() - 0.5f)];
        float[] scores = new float[examples * heads * rows * rows], causal = new float[scores.Length];
        HeadLayout left = HeadLayout.Beside(rows, width, 0, 2 * columns), right = HeadLayout.Beside(rows, width, columns, 2 * columns).T;
        HeadLayout below = HeadLayout.Below(rows, rows);
        HeadMatMul<float>.Multiply(examples, heads, both, left, both, right, scores, below);
        HeadMatMul<float>.MultiplyCausal(examples, heads, both, left, both, right, causal, below, -9f);
        for (int example = 0; example < examples; example++)
        {
            for (int head = 0; head < heads; head++)
            {
                Mat<float> queries = Part(both, example, rows, 2 * columns, head * width, width);
                Mat<float> keys = Part(both, example, rows, 2 * columns, columns + head * width, width);
                Mat<float> expected = MatMul(queries, Transpose(keys));
                int first = (example * heads + head) * rows * rows;
                Assert.Equal(expected.AsSpan(), scores.AsSpan(first, rows * rows));
                for (int i = 0; i < rows * rows; i++)
                    Assert.Equal(i % rows > i / rows ? -9f : expected[i / rows, i % rows], causal[first + i]);
            }
        }
    }

    private static void AssertNames(string problem, Func<object> call) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static Mat<float> Part(float[] elements, int example, int rows, int columns, int first, int count)
    {
        float[] part = new float[rows * count];
        for (int row = 0; row < rows; row++)
            elements.AsSpan((example * rows + row) * columns + first, count).CopyTo(part.AsSpan(row * count));
        return new(part, rows, count);
    }
}
