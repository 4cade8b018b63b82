using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Functions are as accurate as they are documented to be, and special where they should be.</summary>
public class FunctionAccuracyTests
{
    /// <summary>The largest error of a float, in ulp: one rounding, and the error of the double before it.</summary>
    private const double BoundOfSingles = 0.5001;

    /// <summary>The largest error of a double, in ulp. docs/rules.md has the same numbers.</summary>
    private static readonly Dictionary<string, double> Bounds = new()
    {
        ["Exp"] = 1.5, ["Log"] = 1, ["Pow"] = 1.5, ["Tanh"] = 2, ["Cbrt"] = 0.75, ["Atan2"] = 1.75,
    };

    public static TheoryData<string> Functions() => [.. Bounds.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void DoublesAreWithinTheBound(string name)
    {
        double worst = WorstOfDoubles(name, r => r);
        Assert.True(worst < Bounds[name], $"{worst:F3} ulp");
        Assert.True(worst > 0.5 * Bounds[name], $"The bound could be closer: {worst:F3} ulp");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void AnotherUlpIsSeen(string name)
    {
        Assert.True(Math.Max(WorstOfDoubles(name, Math.BitIncrement), WorstOfDoubles(name, Math.BitDecrement)) > Bounds[name]);
        Assert.True(WorstOfSingles(name, MathF.BitIncrement) > BoundOfSingles);
    }

    [Fact]
    public void AShorterPolynomialIsSeen()
    {
        // A term less than would do: 2^-50 of the result.
        Assert.True(WorstOfDoubles("Exp", r => r * (1 + Math.Pow(2, -50))) > 2 * Bounds["Exp"]);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void FloatsAreWithinTheBound(string name)
    {
        double worst = WorstOfSingles(name, r => r);
        Assert.InRange(worst, 0.49, BoundOfSingles);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void WhatIsSpecialIsWhatMathHas(string name)
    {
        var function = VectorFunction.Named(name);
        (double[] x, double[] y, _) = Arguments.Doubles();
        for (int i = 0; i < x.Length; i++)
        {
            double expected = function.Library!(x[i], y[i]), actual = function.Double(x[i], y[i], 0);
            Assert.True(Close(expected, actual, 1e-15, double.Epsilon), $"{name}({x[i]:R}, {y[i]:R}) is {expected:R}, not {actual:R}");
        }

        (float[] a, float[] b, _) = Arguments.Singles();
        for (int i = 0; i < a.Length; i++)
        {
            double expected = (float)function.Library!(a[i], b[i]), actual = function.Single(a[i], b[i], 0);
            Assert.True(Close(expected, actual, 1.2e-7, float.Epsilon), $"{name}({a[i]:R}, {b[i]:R}) is {expected:R}, not {actual:R}");
        }
    }

    [Fact]
    public void WhatIsNotSpecialIsSeen()
    {
        Assert.False(Close(double.NaN, 1, 1, 1));
        Assert.False(Close(0.0, -0.0, 1, 1));
        Assert.False(Close(double.PositiveInfinity, double.MaxValue, 1, 1));
        Assert.False(Close(1, 1 + 3e-15, 1e-15, double.Epsilon));
        Assert.True(Close(double.NaN, -double.NaN, 0, 0) && Close(-0.0, -0.0, 0, 0) && Close(1, 1, 0, 0));
    }

    private static bool Close(double expected, double actual, double relative, double smallest) =>
        double.IsNaN(expected) || double.IsInfinity(expected) || double.IsNaN(actual) || double.IsInfinity(actual)
            ? expected.Equals(actual)
            : double.IsNegative(expected) == double.IsNegative(actual)
                && Math.Abs(expected - actual) <= Math.Max(relative * Math.Abs(expected), expected == 0 ? 0 : smallest);

    private static double WorstOfDoubles(string name, Func<double, double> change)
    {
        var function = VectorFunction.Named(name);
        using Stream stream = typeof(FunctionAccuracyTests).Assembly.GetManifestResourceStream("functions/reference.txt")!;
        string[][] rows =
        [
            .. new StreamReader(stream).ReadToEnd().Split('\n').Select(line => line.Split(' ')).Where(row => row[0] == name),
        ];
        Assert.True(rows.Length > 200);
        return rows.Max(row =>
        {
            double nearest = Number(row[3]), ulp = Math.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest);
            double result = change(function.Double(Number(row[1]), Number(row[2]), 0));
            return Math.Abs((result - nearest) / ulp - double.Parse(row[4], CultureInfo.InvariantCulture));
        });
    }

    // Math's doubles have all the bits that are needed to tell.
    private static double WorstOfSingles(string name, Func<float, float> change)
    {
        var function = VectorFunction.Named(name);
        (float[] x, float[] y, _) = Arguments.Singles();
        return Enumerable.Range(0, x.Length).Max(i =>
        {
            double exact = function.Library!(x[i], y[i]);
            float result = change(function.Single(x[i], y[i], 0));
            if (double.IsNaN(exact) || float.IsInfinity((float)exact) || exact == 0)
                return 0;
            double ulp = Math.Max(Math.Pow(2, Math.ILogB(exact) - 23), float.Epsilon);
            return Math.Abs(result - exact) / ulp;
        });
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
