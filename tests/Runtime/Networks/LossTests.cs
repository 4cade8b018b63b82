using System;
using System.Linq;
using System.Numerics;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>Losses have the values of their formulas, however far apart the scores are, and refuse labels of no class.</summary>
public class LossTests
{
    [Fact]
    public void ValuesAreThoseOfTheFormulas()
    {
        Check<float>();
        Check<double>();
    }

    [Fact]
    public void ScoresFarApartStayFinite()
    {
        Assert.Equal(858, CrossEntropy(new Vec<float>(-431, 279, 427), 0));
        Assert.Equal(858, CrossEntropy(new Vec<double>(-431, 279, 427), 0));
        Assert.Equal(0, CrossEntropy(new Vec<float>(-431, 279, 427), 2));
        Assert.Equal(2e4f, CrossEntropy(new Vec<float>(1e4f, -1e4f), 1));
        Assert.Equal(2e38f, CrossEntropy(new Vec<float>(1e38f, -1e38f), 1));
        Assert.Equal(0, CrossEntropy(new Vec<float>(1e38f, -1e38f), 0));
        Assert.Equal(0, CrossEntropy(new Vec<float>(-1e38f), 0));
        Assert.Equal(MathF.Log(4), CrossEntropy(new Vec<float>(7, 7, 7, 7), 3));
        Assert.True(float.IsNaN(CrossEntropy(new Vec<float>(float.NaN, 1), 1)));

        // The logarithm of the softmax is not finite.
        Assert.Equal(float.PositiveInfinity, -MathF.Log(Softmax(new Vec<float>(-431, 279, 427))[0]));
    }

    [Fact]
    public void TheMaximumMayLieAnywhere()
    {
        double[] scores = [.. Number<float>.Draw(37, 10)];
        for (int i = 0; i < scores.Length; i++)
        {
            double[] moved = [.. scores];
            moved[i] = 300;
            Assert.Equal((float)(300 - scores[(i + 1) % 37]), CrossEntropy(Number<float>.Vector(moved), (i + 1) % 37), 1e-4f);
            Assert.Equal(0, CrossEntropy(Number<float>.Vector(moved), i));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-100)]
    [InlineData(4)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void LabelsOfNoClassAreRefused(int label)
    {
        Mat<float> rows = new(new float[12], 3, 4);
        for (int position = 0; position < 3; position++)
        {
            int[] labels = [3, 0, 1];
            Assert.Equal(MathF.Log(4), CrossEntropy(rows, labels));
            labels[position] = label;
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy(rows, labels));
            Assert.StartsWith($"labels[{position}] is {label}: there are 4 classes, 0 to 3.", error.Message, StringComparison.Ordinal);
            Assert.Equal(("labels", (object)label), (error.ParamName, error.ActualValue));
        }

        var single = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy(rows.Row(0), label));
        Assert.StartsWith($"label is {label}: there are 4 classes, 0 to 3.", single.Message, StringComparison.Ordinal);
        Assert.Equal(("label", (object)label), (single.ParamName, single.ActualValue));
    }

    [Fact]
    public void LengthsThatDoNotFitAreRefused()
    {
        Mat<float> rows = new(new float[12], 3, 4);
        int[] two = [0, 1];
        Assert.Equal(
            "There are 2 labels: scores of 3 rows need 3. (Parameter 'labels')",
            Assert.Throws<ArgumentException>(() => CrossEntropy(rows, two)).Message);
        Assert.Throws<ArgumentException>(() => SquaredError(new Vec<float>(1), new Vec<float>(1, 2)));
        Assert.Throws<ArgumentException>(() => MeanSquaredError(new Vec<float>(1), new Vec<float>(1, 2)));
    }

    private static void Check<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] a = [1.5, -0.25, 0.75], b = [-2, 0.5, 1];
        Vec<T> x = Number<T>.Vector(a), y = Number<T>.Vector(b);
        double first = Math.Log(a.Sum(Math.Exp)) - a[1], second = Math.Log(b.Sum(Math.Exp)) - b[2];
        Number<T>.AssertClose(first, CrossEntropy(x, 1));
        Number<T>.AssertClose(second, CrossEntropy(y, 2));
        Number<T>.AssertClose((first + second) / 2, CrossEntropy(Number<T>.Matrix(2, 3, [.. a, .. b]), [1, 2]));
        double error = (double)a.Zip(b, (p, q) => ((decimal)p - (decimal)q) * ((decimal)p - (decimal)q)).Sum();
        Number<T>.AssertClose(error, SquaredError(x, y));
        Number<T>.AssertClose(error / 3, MeanSquaredError(x, y));
        Number<T>.AssertClose(12.25, SquaredError(x[0], y[0]));
        Number<T>.AssertClose(12.25, MeanSquaredError(x[0], y[0]));
    }
}
