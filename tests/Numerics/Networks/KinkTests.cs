using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Derivatives where functions have a kink, a branch that is not taken, or an extreme argument.</summary>
public class KinkTests
{
    private static readonly double[] Points =
    [
        0.0, -0.0, 1e-40, -1e-40, 1.0, -1.0, 0.5, -0.5, 20, -20, 88, -88, 89, -89, 100, -100, 200, -200, 1e30, -1e30, -4.5,
    ];

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void ReluAndAbsHaveZeroAtZero(string element)
    {
        TensorValues gradients = Run(element + " Kinks");
        for (int i = 0; i < Points.Length; i++)
        {
            Assert.Equal(Points[i] > 0 ? 1.0 : 0.0, gradients["OfRelu", i]);
            Assert.Equal(Points[i] == 0 ? 0.0 : Math.Sign(Points[i]), gradients["OfAbs", i]);
        }
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void EqualOperandsOfMaxAndMinShareTheGradient(string element)
    {
        TensorValues gradients = Run(element + " Kinks");
        for (int i = 0; i < Points.Length; i++)
        {
            double expected = Points[i] > 0 ? 1.0 : Points[i] == 0 ? 0.5 : 0.0;
            Assert.Equal(expected, gradients["OfMaxWithZero", i]);
            Assert.Equal(expected, gradients["OfZeroWithMax", i]);
            Assert.Equal(1.0, gradients["OfMaxWithItself", i]);
            Assert.Equal(1.0, gradients["OfMinWithItself", i]);
        }
    }

    // Two units of the type, of a slope that is at most about 1: the functions compute in at most four roundings.
    [Theory]
    [InlineData("Double", 1e-15)]
    [InlineData("Single", 5e-7)]
    public void SmoothFunctionsNeverOverflowAndHaveOneHalfAtZero(string element, double bound)
    {
        TensorValues gradients = Run(element + " Kinks");
        for (int i = 0; i < Points.Length; i++)
        {
            double x = Points[i], e = Math.Exp(-Math.Abs(x)), sigmoid = x > 0 ? 1 / (1 + e) : e / (1 + e), slope = e / ((1 + e) * (1 + e));
            Assert.Equal(sigmoid, gradients["OfSoftplus", i], bound);
            Assert.Equal(1 - sigmoid, gradients["OfLogSigmoid", i], bound);
            Assert.Equal(1 - sigmoid, gradients["OfOwnLogSigmoid", i], bound);
            Assert.Equal(slope, gradients["OfSigmoid", i], bound);
            Assert.InRange(gradients["OfSoftplus", i], 0, 1);
            Assert.InRange(gradients["OfLogSigmoid", i], 0, 1);
            Assert.InRange(gradients["OfSigmoid", i], 0, 0.25);
            if (x == 0)
                Assert.Equal(0.5, gradients["OfSoftplus", i]);

            // A control: the slope of the tail is not lost.
            if (element == "Double" && x == -20)
                Assert.InRange(gradients["OfSoftplus", i], 2.0e-9, 2.1e-9);
        }
    }

    [Fact]
    public void TheTailOfGeluIsThatOfDouble()
    {
        CompiledNetwork doubles = NetworkModels.Find("Double Kinks"), singles = NetworkModels.Find("Single Kinks");
        double[] points = [.. Enumerable.Range(0, 21).Select(i => (double)(float)(-8 + i * 0.2))];
        TensorValues expected = Run(doubles, points), actual = Run(singles, points);
        for (int i = 0; i < points.Length; i++)
        {
            Assert.Equal(expected["OfGelu", i], actual["OfGelu", i], 2e-6);
            Assert.Equal(1, actual["OfGelu", i] / expected["OfGelu", i], 1e-4);
            Assert.NotEqual(0, actual["OfGelu", i]);
        }

        foreach (TensorValues far in (TensorValues[])[Run("Double Kinks"), Run("Single Kinks")])
        {
            Assert.Equal(0, far["OfGelu", Array.IndexOf(Points, -100.0)]);
            Assert.Equal(1, far["OfGelu", Array.IndexOf(Points, 100.0)]);
        }
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void ABranchThatIsNotTakenGivesNothing(string element)
    {
        TensorValues gradients = Run(element + " Branches");
        foreach (string parameter in gradients.Arrays.Keys)
        {
            for (int i = 0; i < Points.Length; i++)
            {
                if (Points[i] <= 0)
                    Assert.Equal(1.0, gradients[parameter, i]);
                else if (Points[i] is > 1e-3 and < 1e3)
                    Assert.True(double.IsFinite(gradients[parameter, i]), $"{parameter} at {Points[i]}");
            }
        }

        // Controls: the branch that is taken has its own derivative.
        Assert.Equal(0.5, gradients["OfRoot", Array.IndexOf(Points, 1.0)], 1e-6);
        Assert.Equal(-1, gradients["OfInverse", Array.IndexOf(Points, 1.0)], 1e-6);
        Assert.Equal(double.PositiveInfinity, 1 / 0.0);
    }

    [Theory]
    [InlineData("Double")]
    [InlineData("Single")]
    public void PowersOfZeroHaveFiniteGradients(string element)
    {
        CompiledNetwork network = NetworkModels.Find(element + " Powers");
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        foreach (string parameter in values.Arrays.Keys)
        {
            for (int i = 0; i < 5; i++)
                values[parameter, i] = 0;
        }

        double[] exponents = [2, 1, 3, 0.75, 1.5];
        for (int i = 0; i < 5; i++)
            values["Exponent", i] = exponents[i];
        values.Write(model);
        network.AddGradients(model, One(network, 1));
        var gradients = TensorValues.Gradients(model);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(0.0, gradients["Squared", i]);
            Assert.Equal(1.0, gradients["Once", i]);
            Assert.Equal(0.0, gradients["Never", i]);
            Assert.Equal(0.0, gradients["Exponent", i]);
            Assert.Equal(0.0, gradients["HalfIfPositive", i]);
        }
    }

    private static TensorValues Run(string name) => Run(NetworkModels.Find(name), Points);

    // Each parameter holds the points; the only input is 1.
    private static TensorValues Run(CompiledNetwork network, double[] points)
    {
        IOptimizable model = network.Create();
        var values = new TensorValues(model);
        foreach (string parameter in values.Arrays.Keys)
        {
            for (int i = 0; i < points.Length; i++)
                values[parameter, i] = points[i];
        }

        values.Write(model);
        network.AddGradients(model, One(network, 1));
        return TensorValues.Gradients(model);
    }

    private static Array[] One(CompiledNetwork network, double value) =>
        [network.Element == typeof(double) ? new[] { value } : new[] { (float)value }];
}
