using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>The controls: rewrites that look right and are not, each caught by the comparison that the passes go through.</summary>
public class WrongRewriteTests
{
    [Fact]
    public void AddingZeroIsNotNothing() => Caught((b, i) => i.Op == Op.Add && Is(b, i.B, 0.0) ? i.A : null);

    [Fact]
    public void SubtractingMinusZeroIsNotNothing() => Caught((b, i) => i.Op == Op.Subtract && Is(b, i.B, -0.0) ? i.A : null);

    [Fact]
    public void AProductWithZeroIsNotZero() => Caught((b, i) => i.Op == Op.Multiply && Is(b, i.B, 0.0) ? i.B : null);

    [Fact]
    public void ZeroMinusANumberIsNotItsNegative() =>
        Caught((b, i) => i.Op == Op.Subtract && Is(b, i.A, 0.0) ? b.Operation(Op.Negate, i.B) : null);

    [Fact]
    public void ANumberMinusItselfIsNotZero() =>
        Caught((b, i) => i.Op == Op.Subtract && i.A == i.B && b[i.A].Type != ScalarType.Long ? b.Number(b[i.A].Type, 0) : null);

    [Fact]
    public void ANumberOverItselfIsNotOne() => Caught((b, i) => i.Op == Op.Divide && i.A == i.B ? b.Number(b[i.A].Type, 1) : null);

    [Fact]
    public void ANumberDoesNotAlwaysEqualItself() => Caught((b, i) => i.Op == Op.Equal && i.A == i.B ? b.Truth(true) : null);

    [Fact]
    public void NotLessIsNotGreaterOrEqual() =>
        Caught((b, i) => i.Op == Op.Not && b[i.A].Op == Op.Less ? b.Operation(Op.GreaterOrEqual, b[i.A].A, b[i.A].B) : null);

    [Fact]
    public void AMaximumIsNotAChoice() =>
        Caught((b, i) => i.Op == Op.Max ? b.Operation(Op.Select, b.Operation(Op.Greater, i.A, i.B), i.A, i.B) : null);

    [Fact]
    public void ASumCannotBeTakenInAnotherOrder() =>
        Caught((b, i) => i.Op == Op.Add && b[i.A].Op == Op.Add ? b.Operation(Op.Add, b[i.A].A, b.Operation(Op.Add, b[i.A].B, i.B)) : null);

    [Fact]
    public void ADivisionIsNoProductWithTheReciprocal() => Caught((b, i) =>
        i.Op == Op.Divide ? b.Operation(Op.Multiply, i.A, b.Operation(Op.Divide, b.Number(b[i.B].Type, 1), i.B)) : null);

    [Fact]
    public void AnExchangeOfTheBranchesIsSeen() =>
        Caught((b, i) => i.Op == Op.Select ? b.Operation(Op.Select, i.A, i.C, i.B) : null);

    [Fact]
    public void AStateWhoseInitialValueChangesIsSeen() => Caught(
        program => program with { States = program.States.Select(s => s with { Initial = s.Initial ^ long.MinValue }) });

    [Fact]
    public void StatesThatChangePlacesAreSeen() =>
        Caught(program => program.States.Count != 2 || program.States[0].Rate != program.States[1].Rate ? program : program with
    {
        States = new[]
            {
                program.States[0] with { Out = program.States[1].Out },
                program.States[1] with { Out = program.States[0].Out },
            }.ToEquatableArray(),
    });

    private static void Caught(Func<ProgramBuilder, Instruction, int?> rewrite) =>
        Caught(program => program.Rewrite((builder, instruction, _) => rewrite(builder, instruction) ?? builder.Copy(instruction)));

    private static void Caught(Func<Program, Program> pass)
    {
        foreach (ElementType element in new[] { ElementType.Single, ElementType.Double })
            Assert.InRange(Enumerable.Range(0, RandomProgramTests.Programs).Count(seed => IsCaught(pass, seed, element)), 3, int.MaxValue);
    }

    private static bool IsCaught(Func<Program, Program> pass, int seed, ElementType element)
    {
        Program program = RandomPrograms.Of(seed, element), after = pass(program);
        Assert.Null(Verifier.Check(after));
        return Equivalence.Difference(
            program, after, element, RandomPrograms.HyperparametersFor(program, new Random(seed)), new Random(seed)) is not null;
    }

    private static bool Is(ProgramBuilder builder, int position, double value) =>
        builder[position] is { IsConstant: true, Type: ScalarType.Element or ScalarType.Double } constant
            && constant.Payload.Bits == Bits.Of(value);
}
