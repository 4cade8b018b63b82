using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>A program whose gradient is scaled computes what it did of a gradient that was scaled, and rounded, before.</summary>
public class ScaleGradientTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ItIsTheProgramOfAScaledGradient(bool isSingle)
    {
        ElementType element = isSingle ? ElementType.Single : ElementType.Double;
        int seen = 0;
        for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
        {
            var random = new Random(seed);
            Program program = RandomPrograms.Of(seed);
            EquatableArray<long> values = RandomPrograms.HyperparametersFor(program, random);
            Program scaled = ScaleGradient.Run(program);
            Assert.Null(Verifier.Check(scaled));
            Assert.Equal(scaled, ProgramParser.Parse(ProgramPrinter.Print(scaled)));
            (program, scaled) = (program with { Element = element }, scaled with { Element = element });

            double scale = random.NextDouble() * 4;
            double[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(_ => RandomValues.Input(random))];
            var shape = new Snapshot(2, 3, IsMatrix: false, [], []);
            Snapshot before = shape with { Parameter = Inputs(6), States = [.. program.States.Select(s => Inputs(shape.Count(s.Rate)))] };
            double[] gradient = [.. Inputs(6).Select(x => element == ElementType.Single ? (float)x : x)];
            double[] product = [.. gradient.Select(g => element == ElementType.Single ? (float)g * (float)scale : g * scale)];
            Snapshot expected = Interpreter.Run(program, before, product, 3, [.. values], scale);
            Assert.True(Same(expected, Interpreter.Run(scaled, before, gradient, 3, [.. values], scale)), $"Seed {seed}");
            seen += Same(expected, Interpreter.Run(scaled, before, gradient, 3, [.. values], scale + 1)) ? 0 : 1;
        }

        Assert.InRange(seen, RandomProgramTests.Programs / 20, RandomProgramTests.Programs);
    }

    private static bool Same(Snapshot left, Snapshot right) =>
        left.Parameter.Concat(left.States.SelectMany(s => s))
            .Zip(right.Parameter.Concat(right.States.SelectMany(s => s)))
            .All(p => Bits.Same(p.First, p.Second));
}
