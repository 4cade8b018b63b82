using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

/// <summary>Each test breaks one rule that instructions obey, in a program that is valid otherwise.</summary>
public class VerifierInstructionTests
{
    private const string WrongTypes = "wrong types";

    // The values that the instruction under test may refer to.
    private static readonly Instruction[] Inputs =
    [
        new(Op.Parameter, ScalarType.Element, Rate.Varying, -1, -1, -1, default, "p"),
        new(Op.Hyperparameter, ScalarType.Double, Rate.Uniform, -1, -1, -1, default, "learningRate"),
        new(Op.Step, ScalarType.Long, Rate.Uniform, -1, -1, -1, default, "step"),
        new(Op.Constant, ScalarType.Bool, Rate.Constant, -1, -1, -1, new(1), null),
        new(Op.Less, ScalarType.Bool, Rate.Varying, 0, 0, -1, default, null),
    ];

    private const int Element = 0, Double = 1, Long = 2, Bool = 3, VaryingBool = 4;

    [Fact]
    public void TheProgramAroundTheBrokenInstructionIsValid() =>
        Assert.Null(Verifier.Check(With(new(Op.Add, ScalarType.Element, Rate.Varying, Element, Element, -1, default, null))));

    [Fact]
    public void EachOperationHasItsNumberOfOperands()
    {
        Refused("wrong number of operands", Of(Op.Add, ScalarType.Element, Rate.Varying, Element));
        Refused("wrong number of operands", Of(Op.Negate, ScalarType.Element, Rate.Varying, Element, Element));
        Refused("wrong number of operands", Of(Op.Select, ScalarType.Element, Rate.Varying, VaryingBool, Element));
        Refused("wrong number of operands", Of(Op.Step, ScalarType.Long, Rate.Uniform, Long));
    }

    [Fact]
    public void ADrawIsAnElementOfItsOwnAndHasANumber()
    {
        Assert.Null(Verifier.Check(With(new(Op.NormalNoise, ScalarType.Element, Rate.Varying, -1, -1, -1, new(300), null))));
        Refused("wrong number of operands", Of(Op.NormalNoise, ScalarType.Element, Rate.Varying, Element));
        Refused(WrongTypes, new Instruction(Op.UniformNoise, ScalarType.Double, Rate.Varying, -1, -1, -1, default, null));
        Refused(WrongTypes, new Instruction(Op.UniformNoise, ScalarType.Element, Rate.Uniform, -1, -1, -1, default, null));
        Refused(WrongTypes, new Instruction(Op.UniformNoise, ScalarType.Element, Rate.Varying, -1, -1, -1, new(-1), null));
    }

    [Fact]
    public void TheFirstOperandsAreThoseThatAreThere()
    {
        Refused("wrong number of operands", new(Op.Negate, ScalarType.Element, Rate.Varying, -1, Element, -1, default, null));
        Refused("wrong number of operands", new(Op.Add, ScalarType.Element, Rate.Varying, Element, -1, Element, default, null));
    }

    [Fact]
    public void OperandsAreComputedBefore()
    {
        Refused("operand computed later", Of(Op.Negate, ScalarType.Element, Rate.Varying, Inputs.Length));
        Refused("operand computed later", Of(Op.Add, ScalarType.Element, Rate.Varying, Element, 99));
    }

    [Fact]
    public void ArithmeticIsBetweenNumbersOfOneTypeAndGivesThatType()
    {
        Refused(WrongTypes, Of(Op.Add, ScalarType.Element, Rate.Varying, Element, Double));
        Refused(WrongTypes, Of(Op.Add, ScalarType.Double, Rate.Uniform, Double, Long));
        Refused(WrongTypes, Of(Op.Sqrt, ScalarType.Double, Rate.Varying, Element));
        Refused(WrongTypes, Of(Op.Add, ScalarType.Bool, Rate.Constant, Bool, Bool));
    }

    [Theory]
    [InlineData(nameof(Op.Divide))]
    [InlineData(nameof(Op.CopySign))]
    [InlineData(nameof(Op.Sqrt))]
    [InlineData(nameof(Op.Sign))]
    [InlineData(nameof(Op.FlushSubnormal))]
    public void IntegersHaveNoSuchOperation(string op)
    {
        Op parsed = System.Enum.Parse<Op>(op);
        Refused(WrongTypes, Of(parsed, ScalarType.Long, Rate.Uniform, Long, OpTable.Arity(parsed) == 2 ? Long : -1));
    }

    [Fact]
    public void FunctionsWithoutAVectorFormAreOfDoubles()
    {
        Refused(WrongTypes, Of(Op.Cos, ScalarType.Element, Rate.Varying, Element));
        Refused(WrongTypes, Of(Op.Floor, ScalarType.Long, Rate.Uniform, Long));
    }

    [Fact]
    public void FunctionsAreOfElementsOrOfDoubles()
    {
        foreach (Op op in new[] { Op.Exp, Op.Log, Op.Tanh, Op.Cbrt })
        {
            Assert.Null(Verifier.Check(Sketch.Of(s => s.Do(op, s.X))));
            Assert.Null(Verifier.Check(Sketch.Of(s => s.Do(Op.ToElement, s.Do(op, s.Hyper(0))))));
            Refused(WrongTypes, Of(op, ScalarType.Long, Rate.Uniform, Long));
            Refused(WrongTypes, Of(op, ScalarType.Element, Rate.Uniform, Double));
        }

        Assert.Null(Verifier.Check(Sketch.Of(s => s.Do(Op.Pow, s.X, s.Do(Op.Atan2, s.X, s.Y)))));
        Refused(WrongTypes, Of(Op.Pow, ScalarType.Double, Rate.Uniform, Double, Long));
        Refused(WrongTypes, Of(Op.Atan2, ScalarType.Element, Rate.Varying, Element, Double));
    }

    [Fact]
    public void AFusedMultiplyAddIsOfThreeNumbersThatAreNoIntegers()
    {
        Assert.Null(Verifier.Check(Sketch.Of(s => s.Do(Op.FusedMultiplyAdd, s.X, s.Y, s.Constant(1)))));
        Refused("wrong number of operands", Of(Op.FusedMultiplyAdd, ScalarType.Element, Rate.Varying, Element, Element));
        Refused(WrongTypes, new(Op.FusedMultiplyAdd, ScalarType.Element, Rate.Varying, Element, Element, Double, default, null));
        Refused(WrongTypes, new(Op.FusedMultiplyAdd, ScalarType.Long, Rate.Uniform, Long, Long, Long, default, null));
    }

    [Fact]
    public void ConversionsGoFromLongToDoubleToElementAndBack()
    {
        Refused(WrongTypes, Of(Op.ToElement, ScalarType.Element, Rate.Uniform, Long));
        Refused(WrongTypes, Of(Op.ToElement, ScalarType.Double, Rate.Uniform, Double));
        Refused("differs by element", Of(Op.ToDouble, ScalarType.Double, Rate.Varying, Element));
        Refused(WrongTypes, Of(Op.ToDouble, ScalarType.Double, Rate.Uniform, Double));
        Refused(WrongTypes, Of(Op.ToDouble, ScalarType.Element, Rate.Uniform, Long));
    }

    [Fact]
    public void ComparisonsAreBetweenNumbersOfOneTypeAndGiveATruthValue()
    {
        Refused(WrongTypes, Of(Op.Less, ScalarType.Bool, Rate.Varying, Element, Double));
        Refused(WrongTypes, Of(Op.Equal, ScalarType.Bool, Rate.Constant, Bool, Bool));
        Refused(WrongTypes, Of(Op.Less, ScalarType.Element, Rate.Varying, Element, Element));
    }

    [Fact]
    public void LogicIsBetweenTruthValues()
    {
        Refused(WrongTypes, Of(Op.And, ScalarType.Bool, Rate.Varying, Bool, Element));
        Refused(WrongTypes, Of(Op.Not, ScalarType.Bool, Rate.Uniform, Long));
        Refused(WrongTypes, Of(Op.Or, ScalarType.Element, Rate.Constant, Bool, Bool));
    }

    [Fact]
    public void AChoiceIsByATruthValueBetweenTwoOfOneType()
    {
        Refused(WrongTypes, Of(Op.Select, ScalarType.Element, Rate.Varying, Element, Element, Element));
        Refused(WrongTypes, Of(Op.Select, ScalarType.Element, Rate.Varying, Bool, Element, Double));
        Refused(WrongTypes, Of(Op.Select, ScalarType.Double, Rate.Varying, Bool, Element, Element));
    }

    [Fact]
    public void InputsAreOfTheTypeAndRateOfWhatTheyRead()
    {
        Refused(WrongTypes, Of(Op.Parameter, ScalarType.Double, Rate.Varying));
        Refused(WrongTypes, Of(Op.Gradient, ScalarType.Element, Rate.Uniform));
        Refused(WrongTypes, Of(Op.Step, ScalarType.Double, Rate.Uniform));
        Refused(WrongTypes, Of(Op.Step, ScalarType.Long, Rate.Constant));
        Refused(WrongTypes, Of(Op.Constant, ScalarType.Element, Rate.Uniform));
        Refused(WrongTypes, Of(Op.State, ScalarType.Double, Rate.Varying));
        Refused(WrongTypes, Of(Op.State, ScalarType.Element, Rate.Uniform));
        Refused(WrongTypes, Of(Op.Hyperparameter, ScalarType.Double, Rate.Constant));
        Refused(WrongTypes, Of(Op.Hyperparameter, ScalarType.Bool, Rate.Uniform));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1L << 32)]
    [InlineData(long.MaxValue)]
    public void StatesAndHyperparametersThatAreReadExist(long index)
    {
        Refused(WrongTypes, Of(Op.State, ScalarType.Element, Rate.Varying) with { Payload = new(index) });
        Refused(WrongTypes, Of(Op.Hyperparameter, ScalarType.Double, Rate.Uniform) with { Payload = new(index) });
    }

    [Fact]
    public void TheRateIsTheHighestAmongTheOperands()
    {
        Refused("wrong rate", Of(Op.Add, ScalarType.Element, Rate.Uniform, Element, Element));
        Refused("wrong rate", Of(Op.Negate, ScalarType.Double, Rate.Constant, Double));
        Refused("wrong rate", Of(Op.Not, ScalarType.Bool, Rate.Uniform, Bool));
        Refused("wrong rate", Of(Op.And, ScalarType.Bool, Rate.Uniform, Bool, VaryingBool));
    }

    [Fact]
    public void DoublesAndIntegersNeverDifferByElement()
    {
        Refused("differs by element", Of(Op.Select, ScalarType.Double, Rate.Varying, VaryingBool, Double, Double));
        Refused("differs by element", Of(Op.Select, ScalarType.Long, Rate.Varying, VaryingBool, Long, Long));
    }

    private static Instruction Of(Op op, ScalarType type, Rate rate, int a = -1, int b = -1, int c = -1) =>
        new(op, type, rate, a, b, c, default, "t");

    private static void Refused(string problem, Instruction broken)
    {
        string? found = Verifier.Check(With(broken));
        Assert.NotNull(found);
        Assert.StartsWith($"%{Inputs.Length} {broken.Op}: {problem}", found, System.StringComparison.Ordinal);
    }

    private static Program With(Instruction last) => Sketch.Of(s => s.X) with
    {
        States = new[] { new StateSlot("s", Rate.Varying, 0, -1, 0) }.ToEquatableArray(),
        Instructions = Inputs.Append(last).ToEquatableArray(),
    };
}
