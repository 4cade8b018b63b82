using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Analysis;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>
/// An average of what is never negative is not either, however it is written; with a weight that may be outside of 0 to 1 it can be.
/// </summary>
public class SignAnalysisTests
{
    // The new value of a state v, given v and a square.
    private static readonly Dictionary<string, Func<Sketch, int, int, int>> Averages = new(StringComparer.Ordinal)
    {
        ["v + 0.1 (x - v)"] = (s, v, x) => Towards(s, s.Constant(0.1), v, x),
        ["v + 1 (x - v)"] = (s, v, x) => Towards(s, s.Constant(1), v, x),
        ["(x - v) 0.1 + v"] = (s, v, x) => s.Do(Op.Add, s.Do(Op.Multiply, s.Do(Op.Subtract, x, v), s.Constant(0.1)), v),
        ["v + step^-0.8 (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, s.Do(Op.Pow, StepNumber(s), Number(s, -0.8))), v, x),
        ["v + (1 - 0.9^step) (x - v)"] = (s, v, x) => Towards(
            s, s.Do(Op.ToElement, s.Do(Op.Subtract, Number(s, 1), s.Do(Op.Pow, Number(s, 0.9), StepNumber(s)))), v, x),
        ["v + 0.5^0.5 (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, s.Do(Op.Pow, Number(s, 0.5), Number(s, 0.5))), v, x),
        ["v + 0.9 / step (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, s.Do(Op.Divide, Number(s, 0.9), StepNumber(s))), v, x),
        ["v + (0.9 * 0.9) (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.Multiply, s.Constant(0.9), s.Constant(0.9)), v, x),
        ["fma(0.9, x - v, v)"] = (s, v, x) => s.Do(Op.FusedMultiplyAdd, s.Constant(0.9), s.Do(Op.Subtract, x, v), v),
        ["estimate(x - v, 0.9, v)"] = (s, v, x) => s.Do(Op.MultiplyAddEstimate, s.Do(Op.Subtract, x, v), s.Constant(0.9), v),
    };

    private static readonly Dictionary<string, Func<Sketch, int, int, int>> Others = new(StringComparer.Ordinal)
    {
        ["v + 1.5 (x - v)"] = (s, v, x) => Towards(s, s.Constant(1.5), v, x),
        ["v - 0.1 (x - v)"] = (s, v, x) => Towards(s, s.Constant(-0.1), v, x),
        ["v + step^0.1 (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, s.Do(Op.Pow, StepNumber(s), Number(s, 0.1))), v, x),
        ["v + step (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, StepNumber(s)), v, x),
        ["v + (1 - step) (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, s.Do(Op.Subtract, Number(s, 1), StepNumber(s))), v, x),
        ["v + learningRate (x - v)"] = (s, v, x) => Towards(s, s.Do(Op.ToElement, s.Hyper(0, name: "learningRate")), v, x),
        ["v + 0.1 (y - v)"] = (s, v, _) => Towards(s, s.Constant(0.1), v, s.Y),
        ["v + 0.9 (x - 2 v)"] = (s, v, x) => s.Do(
            Op.Add, v, s.Do(Op.Multiply, s.Constant(0.9), s.Do(Op.Subtract, x, s.Do(Op.Multiply, s.Constant(2), v)))),
        ["x + 0.9 (x - v)"] = (s, v, x) => s.Do(Op.Add, x, s.Do(Op.Multiply, s.Constant(0.9), s.Do(Op.Subtract, x, v))),
        ["fma(1.5, x - v, v)"] = (s, v, x) => s.Do(Op.FusedMultiplyAdd, s.Constant(1.5), s.Do(Op.Subtract, x, v), v),
    };

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        Averages.Keys.ToList().ForEach(name => cases.Add(name, true));
        Others.Keys.ToList().ForEach(name => cases.Add(name, false));
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnAverageOfSquaresIsKnownNeverToBeNegative(string name, bool isKnown)
    {
        foreach (ElementType element in new[] { ElementType.Single, ElementType.Double })
        {
            Program program = Stepped(isKnown ? Averages[name] : Others[name], element);
            Assert.Equal(isKnown, Assert.Single(SignAnalysis.States(program)));

            // A known sign holds, and a run shows the contrary for each sign that is not known.
            Assert.NotEqual(isKnown, Reached(program).Any(v => v < 0));
        }
    }

    // Its terms may cancel, though the sum is never negative: then the sum is off by more units than the terms are.
    [Fact]
    public void WhatCancelsDeviatesByAnyNumberOfUnits()
    {
        Assert.Equal(double.PositiveInfinity, UlpErrorAnalysis.Compute(Stepped(Averages["estimate(x - v, 0.9, v)"], ElementType.Single)));
        Assert.Equal(
            1, UlpErrorAnalysis.Compute(Stepped((s, v, x) => s.Do(Op.MultiplyAddEstimate, x, s.Constant(0.9), v), ElementType.Single)));
    }

    private static int Towards(Sketch s, int weight, int v, int x) => s.Do(Op.Add, v, s.Do(Op.Multiply, weight, s.Do(Op.Subtract, x, v)));

    private static int StepNumber(Sketch s) => s.Do(Op.ToDouble, s.Step);

    private static int Number(Sketch s, double value) => s.Builder.Number(ScalarType.Double, value);

    private static Program Stepped(Func<Sketch, int, int, int> after, ElementType element)
    {
        var sketch = new Sketch();
        int x = sketch.X,
            y = sketch.Y,
            v = sketch.Builder.State(0, Rate.Varying, "v"),
            changed = after(sketch, v, sketch.Do(Op.Multiply, y, y));
        return new(
            "Sketch", null, element, new[] { Sketch.LearningRate }.ToEquatableArray(),
            new[] { new StateSlot("v", Rate.Varying, 0, -1, changed) }.ToEquatableArray(),
            sketch.Builder.ToInstructions(), x, EquatableArray<Requirement>.Empty);
    }

    // Values reached from states that are not negative, with the numbers on which arithmetic goes wrong.
    private static IEnumerable<double> Reached(Program program)
    {
        var random = new Random(1);
        for (int i = 0; i < 5000; i++)
        {
            double state = Math.Abs(RandomValues.Double(random)), gradient = RandomValues.Double(random);
            if (program.Element == ElementType.Single)
                (state, gradient) = ((float)state, (float)gradient);
            long step = RandomValues.Pick(random, [1, 2, 3, 1000, 1L << 53]);
            yield return OneElement.Run(program, 0, gradient, [state], step, [Bits.Of(RandomValues.Pick(random, [0.1, 1.5]))])[1];
        }
    }
}
