using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class RoundTripTests
{
    private const int Programs = 400;

    private static readonly ElementType[] Elements = [ElementType.Any, ElementType.Single, ElementType.Double];

    private static IEnumerable<Program> Random => Enumerable.Range(0, Programs).Select(seed => RandomPrograms.Of(seed, Elements[seed % 3]));

    [Fact]
    public void TheSamplesArePrintedAsTheyStand()
    {
        foreach (string text in Samples.All)
            Assert.Equal(text, ProgramPrinter.Print(ProgramParser.Parse(text)!));
    }

    [Fact]
    public void EveryRandomProgramIsValidAndReadsBackAsItself()
    {
        foreach (Program program in Random)
        {
            Assert.Null(Verifier.Check(program));
            string text = ProgramPrinter.Print(program);
            Program? back = ProgramParser.Parse(text);
            Assert.True(program.Equals(back), text);
            Assert.Equal(program.GetHashCode(), back!.GetHashCode());
            Assert.Equal(text, ProgramPrinter.Print(back));
        }
    }

    [Fact]
    public void TheRandomProgramsHoldEveryOperationTypeAndRate()
    {
        var seen = Random.SelectMany(p => p.Instructions).Select(i => (i.Op, i.Type, i.Rate)).ToHashSet();
        // The operation that only a stage after a rule has is gone once it is composed; ComposeStagesTests print and parse it. AdjointTests
        // print and parse those that only regions have.
        Op[] others = [Op.Updated, Op.Input, Op.StopGradient, Op.Surrogate];
        Assert.Equal(Enum.GetValues<Op>().Except(others), seen.Select(s => s.Op).Distinct().Order());
        foreach (ScalarType type in Enum.GetValues<ScalarType>())
        {
            Assert.Contains(seen, s => s.Op == Op.Constant && s.Type == type);
            Assert.Contains(seen, s => s.Op == Op.Select && s.Type == type);
            bool varies = type is ScalarType.Element or ScalarType.Bool;
            Assert.Equal(varies ? 6 : 3, seen.Where(s => s.Type == type).Select(s => s.Rate).Distinct().Count());
        }

        Assert.Contains(Random, p => p.States.Any(s => s.InitialFrom >= 0));
        Assert.Contains(Random, p => p.Requirements.Count == 2);
        Assert.Contains(Random, p => p.Source is null);
    }

    [Fact]
    public void EveryConstantKeepsItsBits()
    {
        var random = new Random(1);
        IEnumerable<double> values = RandomValues.Special
            .Concat([1 / 3.0, 0.1 + 0.2, Bits.Double(0x7FF0000000000001), Bits.Double(unchecked((long)0xFFF8000000000123))])
            .Concat(Enumerable.Range(0, 2000).Select(_ => Bits.Double(random.NextInt64(long.MinValue, long.MaxValue))));
        foreach (double value in values)
        {
            Program program = Sketch.Of(s => s.Do(Op.Add, s.X, s.Constant(value)));
            Program back = ProgramParser.Parse(ProgramPrinter.Print(program))!;
            Assert.Equal(Bits.Of(value), back.Instructions.Single(i => i.IsConstant).Payload.Bits);
        }
    }

    [Fact]
    public void OrdinaryConstantsArePrintedAsPeopleWriteThem()
    {
        string text = ProgramPrinter.Print(Sketch.Of(s => s.Do(Op.Add, s.Do(Op.Multiply, s.Constant(0.1), s.X), s.Constant(1e-8))));
        Assert.Contains("= Constant Element 0.1\n", text, StringComparison.Ordinal);
        Assert.Contains("= Constant Element 1e-8\n", text, StringComparison.Ordinal);
    }
}
