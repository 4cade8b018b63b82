using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>Ordinary factors on the gradients multiply as before; those below the normal floats do so in two steps.</summary>
public class SplitGradientScaleTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(0.3, true)]
    [InlineData(1.1754943508222875e-38, true)]
    [InlineData(1.1e-38, false)]
    [InlineData(1e-42, false)]
    [InlineData(1e-60, false)]
    public void AFactorIsTakenInTwoStepsWhereItIsBelowTheNormalFloats(double scale, bool isOrdinary)
    {
        int changed = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs / 4; seed++)
        {
            var random = new Random(seed);
            Program program = RandomPrograms.Of(seed) with { Element = ElementType.Single };
            EquatableArray<long> values = RandomPrograms.HyperparametersFor(program, random);
            Program scaled = ScaleGradient.Run(program), split = SplitGradientScale.Run(scaled, ElementType.Single);
            Assert.Null(Verifier.Check(split));
            Assert.Equal(split, ProgramParser.Parse(ProgramPrinter.Print(split))! with { Element = ElementType.Single });
            Assert.Same(scaled, SplitGradientScale.Run(scaled, ElementType.Double));

            var shape = new Snapshot(2, 3, IsMatrix: false, [], []);
            double[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)RandomValues.Input(random))];
            Snapshot before = shape with { Parameter = Inputs(6), States = [.. program.States.Select(s => Inputs(shape.Count(s.Rate)))] };

            // Gradients so large that they call for such a factor.
            double[] gradient = [.. Inputs(6).Select(x => (double)((float)x * 1e30f))];
            double[] product = [.. gradient.Select(g => (double)(isOrdinary ? (float)g * (float)scale : InTwoSteps((float)g, scale)))];
            Snapshot expected = Interpreter.Run(program, before, product, 3, [.. values], scale);
            Assert.True(Same(expected, Interpreter.Run(split, before, gradient, 3, [.. values], scale)), $"Seed {seed}");
            changed += Same(expected, Interpreter.Run(scaled, before, gradient, 3, [.. values], scale)) ? 0 : 1;
        }

        Assert.Equal(isOrdinary, changed == 0);
    }

    private static float InTwoSteps(float gradient, double scale) => gradient * 1.17549435e-38f * (float)(scale * 8.507059173023462e37);

    private static bool Same(Snapshot left, Snapshot right) => All(left).Zip(All(right)).All(p => Bits.Same(p.First, p.Second));

    private static IEnumerable<double> All(Snapshot snapshot) => snapshot.Parameter.Concat(snapshot.States.SelectMany(s => s));
}
