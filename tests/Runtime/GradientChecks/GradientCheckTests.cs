using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.GradientChecks;

/// <summary><see cref="GradientCheck"/> finds wrong gradients, and only those.</summary>
public class GradientCheckTests
{
    [Fact]
    public void RightGradientsOfDoubleParametersPass()
    {
        var model = new Smooth();
        GradientReport report = GradientCheck.Run(model, model.Loss, model.Backward);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(6, report.Count);
        Assert.Empty(report.Undecided);
        Assert.Equal("Gradient check: 0 of 6 elements are wrong.", report.ToString());
        report.ThrowIfWrong();
    }

    [Fact]
    public void RightGradientsOfSubmodelsAndNarrowParametersPass()
    {
        var model = new Network();
        GradientReport report = GradientCheck.Run(model, model.Loss, model.Backward);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(14, report.Count);
    }

    [Theory]
    [InlineData(1 + 1e-3)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AWrongElementIsNamedWithBothValues(double factor)
    {
        var model = new Smooth();
        GradientReport report = GradientCheck.Run(model, model.Loss, () =>
        {
            model.Backward();
            model.Gradients.Weights[2] *= factor;
        });
        GradientDifference wrong = Assert.Single(report.Wrong);
        Assert.Equal(("Weights", 2, -1, 2.5), (wrong.Parameter, wrong.Index, wrong.Row, wrong.Value));
        Assert.Equal(Math.Cos(2.5) * 3 * factor, wrong.Gradient);
        Assert.Equal(Math.Cos(2.5) * 3, wrong.FiniteDifference, 1e-6);
        Assert.Null(report.Factor);
        Assert.Contains("Weights[2] = 2.5: gradient", Assert.Throws<InvalidOperationException>(report.ThrowIfWrong).Message);
    }

    [Theory]
    [InlineData("Layers[1].Weights[0]", 1)]
    [InlineData("Layers[1].Shift", 2)]
    [InlineData("Layers[0].Weights[1]", 0)]
    [InlineData("Narrow", 1)]
    public void AWrongElementOfASubmodelIsNamedWithItsPath(string name, int index)
    {
        var model = new Network();
        GradientReport report = GradientCheck.Run(model, model.Loss, () =>
        {
            model.Backward();
            switch (name)
            {
                case "Layers[1].Weights[0]":
                    model.Layers[1].Gradients.Weights[0][1] *= 1.1f;
                    break;
                case "Layers[1].Shift":
                    model.Layers[1].Gradients.Shift[2] += 1;
                    break;
                case "Layers[0].Weights[1]":
                    model.Layers[0].Gradients.Weights[1][0] = 0;
                    break;
                default:
                    model.Gradients.Narrow[1] *= (Half)1.25;
                    break;
            }
        });
        GradientDifference wrong = Assert.Single(report.Wrong);
        Assert.Equal((name, index), (wrong.Parameter, wrong.Index));
    }

    [Theory]
    [InlineData(2, "All gradients are 2 times the finite differences: is one of them a mean and the other a sum")]
    [InlineData(0.25, "All gradients are 0.25 times")]
    [InlineData(-1, "All gradients have the wrong sign")]
    [InlineData(65536, "All gradients are 6.554e+04 times")]
    public void ACommonFactorIsNamed(double factor, string reason)
    {
        var model = new Smooth();
        GradientReport report = GradientCheck.Run(model, () => model.Loss() / factor, model.Backward);
        Assert.Equal(6, report.Wrong.Count);
        Assert.Equal(factor, report.Factor!.Value, Math.Abs(factor) * 1e-3);
        Assert.Contains(reason, report.ToString());
        GradientCheckOptions scaled = new() { GradientScale = factor };
        Assert.True(GradientCheck.Run(model, () => model.Loss() / factor, model.Backward, scaled).IsRight);
    }

    [Fact]
    public void GradientsThatWereNotClearedShowTheirFactor()
    {
        var model = new Smooth();
        model.Backward();
        Assert.True(GradientCheck.Run(model, model.Loss).IsRight);
        model.Backward();
        Assert.Equal(2, GradientCheck.Run(model, model.Loss).Factor!.Value, 1e-3);

        // A delegate that computes the gradients begins with none.
        Assert.True(GradientCheck.Run(model, model.Loss, model.Backward).IsRight);
        Assert.Equal(Math.Cos(0.3), model.Gradients.Weights[0]);
    }

    [Fact]
    public void DifferentFactorsAreNoCommonOne()
    {
        var model = new Smooth();
        GradientReport report = GradientCheck.Run(model, model.Loss, () =>
        {
            model.Backward();
            model.Gradients.Weights[0] *= 2;
            model.Gradients.Weights[1] *= 3;
        });
        Assert.Equal(2, report.Wrong.Count);
        Assert.Null(report.Factor);
    }

    [Fact]
    public void ALossThatDrawsIsRefused()
    {
        var model = new Smooth();
        var random = new Random(1);
        string message = Assert.Throws<InvalidOperationException>(
            () => GradientCheck.Run(model, () => model.Loss() + random.NextDouble(), model.Backward)).Message;
        Assert.Contains("called twice in succession at the same point", message);
        int calls = 0;
        message = Assert.Throws<InvalidOperationException>(
            () => GradientCheck.Run(model, () => model.Loss() + (calls++ / 10), model.Backward)).Message;
        Assert.Contains("before and after the check", message);
    }

    [Theory]
    [InlineData(0, 0.5, true)]
    [InlineData(0, 1, true)]
    [InlineData(0, -1, true)]
    [InlineData(0, 1.5, false)]
    [InlineData(0, -2, false)]
    public void AtAKinkEveryGradientBetweenTheSlopesIsUndecided(double x, double gradient, bool isUndecided)
    {
        var model = new OneNumber { X = x };
        model.Gradients.X = gradient;
        GradientReport report = GradientCheck.Run(model, () => Math.Abs(model.X));
        Assert.Equal(isUndecided, report.Undecided.Count == 1);
        Assert.Equal(!isUndecided, report.Wrong.Count == 1);

        // Nothing has been decided, which is no success.
        Assert.False(report.IsRight);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(-1e-9)]
    [InlineData(5e-6)]
    [InlineData(1)]
    public void BesideAKinkTheGradientIsNotWrong(double x)
    {
        var model = new OneNumber { X = x };
        model.Gradients.X = x > 0 ? 1 : 0;
        Assert.Empty(GradientCheck.Run(model, () => Math.Max(model.X, 0)).Wrong);
        model.Gradients.X = 3;
        Assert.Single(GradientCheck.Run(model, () => Math.Max(model.X, 0)).Wrong);
    }

    [Fact]
    public void ALossThatIsNotFiniteBesideThePointIsUndecided()
    {
        var model = new OneNumber { X = 0 };
        model.Gradients.X = 1;
        Assert.Single(GradientCheck.Run(model, () => model.X < 0 ? double.NaN : model.X).Undecided);
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(model, () => double.NaN));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    public void EveryBitIsPutBackIfTheLossThrows(int call)
    {
        var model = new Smooth { Scale = -0.0 };
        double[] before = [.. model.Weights, model.Scale];
        int calls = 0;
        Assert.Throws<ArithmeticException>(() => GradientCheck.Run(
            model, () => ++calls == call ? throw new ArithmeticException() : model.Loss(), model.Backward));
        Assert.Equal(Bits(before), Bits([.. model.Weights, model.Scale]));
    }

    [Fact]
    public void EveryBitIsPutBackAfterACheck()
    {
        var model = new Network();
        model.Layers[0].Shift[1] = -0f;
        var seen = new HashSet<float>();
        float[] before = [.. model.Layers[0].Shift, .. model.Layers[1].Weights[0]];
        double Loss()
        {
            seen.Add(model.Layers[0].Shift[1]);
            return model.Loss();
        }

        GradientCheck.Run(model, Loss, model.Backward);
        Assert.Equal(
            before.Select(BitConverter.SingleToInt32Bits),
            model.Layers[0].Shift.ToArray().Concat(model.Layers[1].Weights[0]).Select(BitConverter.SingleToInt32Bits));

        // The parameter has been moved.
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public void ALossThatChangesParametersIsRefusedAndUndone()
    {
        var model = new Smooth();
        string message = Assert.Throws<InvalidOperationException>(
            () => GradientCheck.Run(model, () => model.Weights[1] += 1, model.Backward)).Message;
        Assert.StartsWith("Weights has changed while loss ran", message);
        message = Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(model, model.Loss, () => model.Scale++)).Message;
        Assert.StartsWith("Scale has changed while backward ran", message);
        Assert.Equal((-1.2, 1.5), (model.Weights[1], model.Scale));
    }

    [Fact]
    public void GradientsThatTheLossWritesArePutBack()
    {
        var model = new Smooth();
        double Loss()
        {
            model.Backward();
            return model.Loss();
        }

        model.Backward();
        Assert.True(GradientCheck.Run(model, Loss).IsRight);
        Assert.Equal(Math.Cos(0.3), model.Gradients.Weights[0]);
    }

    [Fact]
    public void TheTouchedRowsOfASparseGradientAreChecked()
    {
        var model = new Words();
        GradientReport report = GradientCheck.Run(model, model.Loss, model.Backward, Touched(model));
        Assert.True(report.IsRight, report.ToString());
        Assert.Empty(report.Skipped);
        Assert.True(report.Count > 30);
    }

    [Fact]
    public void AWrongRowOfASparseGradientIsNamed()
    {
        var model = new Words();
        GradientReport report = GradientCheck.Run(
            model,
            model.Loss,
            () =>
            {
                model.Backward();
                model.Gradients.Vectors[42][0] += 1;
            },
            Touched(model));
        GradientDifference wrong = Assert.Single(report.Wrong);
        Assert.Equal((42, 0, 42 * 3), (wrong.Row, wrong.Column, wrong.Index));
        Assert.StartsWith("Vectors[42, 0] = ", wrong.ToString());
    }

    [Fact]
    public void ARowThatShouldHaveBeenTouchedIsFound()
    {
        var model = new Words();
        double Loss()
        {
            double sum = model.Loss();
            foreach (double w in model.Vectors)
                sum += w;
            return sum;
        }

        GradientReport report = GradientCheck.Run(model, Loss, model.Backward, Touched(model));
        Assert.Contains(report.Wrong, w => w.Row is not (7 or 42) && w.Gradient == 0);
    }

    [Fact]
    public void ASparseTableOfUnknownRowsIsSkippedAndSaid()
    {
        var model = new Words();
        GradientReport report = GradientCheck.Run(model, model.Loss, model.Backward);
        Assert.Equal(["Vectors"], report.Skipped);
        Assert.Equal(1, report.Count);
        Assert.EndsWith(
            "Not checked: Vectors. The rows of a sparse gradient are asked of GradientCheckOptions.TouchedRows.", report.ToString());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(7, 7)]
    [InlineData(7, 100)]
    [InlineData(7, -1)]
    [InlineData(7, 42, 3, 5)]
    public void RowsThatDoNotFitAreRefused(params int[] rows)
    {
        var model = new Words();
        GradientCheckOptions options = new() { TouchedRows = name => name == "Vectors" ? rows : null };
        if (rows is [7])
        {
            // One row of six columns would have a height of fifty.
            Assert.NotEmpty(GradientCheck.Run(model, model.Loss, model.Backward, options).Wrong);
            return;
        }

        Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(model, model.Loss, model.Backward, options));
    }

    [Fact]
    public void OfALongParameterAFewElementsAreCheckedAllOver()
    {
        var model = new LongVector();
        int[] Seen(ulong seed)
        {
            GradientCheckOptions options = new() { MaxElements = 50, Seed = seed };
            Array.Fill(model.Gradients.Weights, 1);
            return [.. GradientCheck.Run(model, () => model.Weights.Sum() * 2, null, options).Wrong.Select(w => w.Index)];
        }

        int[] first = Seen(0);
        Assert.Equal(50, first.Length);
        Assert.Equal(first, Seen(0));
        Assert.NotEqual(first, Seen(1));
        Assert.Equal(Enumerable.Range(0, 50), first.Select(i => i / 200));
    }

    [Theory]
    [InlineData("MaxElements")]
    [InlineData("Tolerance")]
    [InlineData("Step")]
    [InlineData("GradientScale")]
    public void OptionsOutOfRangeAreRefused(string option)
    {
        GradientCheckOptions[] options = option switch
        {
            "MaxElements" => [new() { MaxElements = 0 }],
            "Tolerance" => [new() { Tolerance = -1 }, new() { Tolerance = double.NaN }],
            "Step" => [new() { Step = double.PositiveInfinity }, new() { Step = -1 }],
            _ => [new() { GradientScale = 0 }, new() { GradientScale = double.NaN }],
        };
        var model = new Smooth();
        Assert.All(options, o => Assert.Contains(
            option, Assert.Throws<ArgumentException>("options", () => GradientCheck.Run(model, model.Loss, null, o)).Message));
    }

    [Fact]
    public void ATighterBoundFindsSmallerErrors()
    {
        var model = new OneNumber { X = 1 };
        model.Gradients.X = 1 + 1e-7;
        Assert.True(GradientCheck.Run(model, () => model.X).IsRight);
        Assert.False(GradientCheck.Run(model, () => model.X, null, new() { Tolerance = 1e-9, Step = 0.1 }).IsRight);
    }

    [Fact]
    public void AStructureAndAModelInEvaluationAreRefused()
    {
        Assert.Throws<ArgumentException>("model", () => GradientCheck.Run(new Pair(), () => 0));
        var model = new Moving();
        model.Step();
        model.Evaluate();
        Assert.Contains("Call Train()", Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(model, () => 0)).Message);
    }

    private static GradientCheckOptions Touched(Words model) =>
        new() { TouchedRows = name => name == "Vectors" ? model.Gradients.Vectors.Rows.ToArray() : null };

    private static IEnumerable<long> Bits(IEnumerable<double> values) => values.Select(BitConverter.DoubleToInt64Bits);
}
