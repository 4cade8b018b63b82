using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class ProgramBuilderTests
{
    private readonly ProgramBuilder _builder = new();

    [Fact]
    public void EqualInstructionsShareAPosition()
    {
        int x = _builder.Parameter("x"), y = _builder.Gradient("y");
        int sum = _builder.Operation(Op.Add, x, y);
        Assert.Equal(sum, _builder.Operation(Op.Add, x, y));
        Assert.Equal(x, _builder.Parameter("x"));
        Assert.Equal(_builder.Number(ScalarType.Double, 0.5), _builder.Number(ScalarType.Double, 0.5));
        Assert.Equal(4, _builder.ToInstructions().Count);
    }

    [Fact]
    public void InstructionsThatDifferInAnythingButTheNameDoNot()
    {
        int x = _builder.Parameter("x"), y = _builder.Gradient("y");
        int[] positions =
        [
            _builder.Operation(Op.Subtract, x, y),
            _builder.Operation(Op.Subtract, y, x),
            _builder.Operation(Op.Add, x, y),
            _builder.Number(ScalarType.Double, 0.0),
            _builder.Number(ScalarType.Double, -0.0),
            _builder.Number(ScalarType.Element, 0.0),
            _builder.Constant(ScalarType.Long, 0),
            _builder.Truth(false),
            _builder.State(0, Rate.Varying, "s"),
            _builder.State(1, Rate.Varying, "s"),
            _builder.Count(Rate.Tensor),
            _builder.Count(Rate.Row),
            _builder.Reduction(Op.Sum, Rate.Tensor, x),
            _builder.Reduction(Op.Sum, Rate.Row, x),
            _builder.Reduction(Op.Norm, Rate.Row, x),
        ];
        Assert.Equal(positions.Length, new System.Collections.Generic.HashSet<int>(positions).Count);
    }

    [Fact]
    public void AValueNamedLaterIsStillFound()
    {
        int x = _builder.Parameter("x");
        int named = _builder.Named(_builder.Operation(Op.Negate, x), "minus");
        Assert.Equal(named, _builder.Operation(Op.Negate, x));
    }

    [Fact]
    public void TheFirstNameStays()
    {
        int sum = _builder.Operation(Op.Negate, _builder.Parameter("x"));
        Assert.Null(_builder[sum].Name);
        _builder.Named(sum, null);
        _builder.Named(sum, "first");
        _builder.Named(sum, "second");
        Assert.Equal("first", _builder[sum].Name);
    }

    [Fact]
    public void InputsKeepTheirNamesAndConstantsHaveNone()
    {
        int x = _builder.Parameter("x"), half = _builder.Number(ScalarType.Element, 0.5);
        _builder.Named(x, "other");
        _builder.Named(half, "other");
        _builder.Parameter("third");
        Assert.Equal("x", _builder[x].Name);
        Assert.Null(_builder[half].Name);
    }

    [Fact]
    public void RatesAreInferredFromTheOperands()
    {
        int constant = _builder.Number(ScalarType.Double, 2), step = _builder.Step("step"), x = _builder.Parameter("x");
        Assert.Equal(Rate.Constant, RateOf(_builder.Operation(Op.Multiply, constant, constant)));
        int wide = _builder.Operation(Op.ToDouble, step);
        Assert.Equal(Rate.Uniform, RateOf(wide));
        int uniform = _builder.Operation(Op.ToElement, _builder.Operation(Op.Multiply, constant, wide));
        Assert.Equal(Rate.Uniform, RateOf(uniform));
        Assert.Equal(Rate.Varying, RateOf(_builder.Operation(Op.Multiply, uniform, x)));
        int varying = _builder.Operation(Op.Less, uniform, x);
        Assert.Equal(Rate.Varying, RateOf(_builder.Operation(Op.Select, varying, uniform, uniform)));
        Assert.Equal(Rate.Varying, RateOf(_builder.Operation(Op.Select, _builder.Truth(true), uniform, x)));
    }

    [Fact]
    public void TypesAreInferredFromTheOperands()
    {
        int step = _builder.Step("step"), x = _builder.Parameter("x");
        int wide = _builder.Operation(Op.ToDouble, step);
        int truth = _builder.Operation(Op.Less, x, x);
        Assert.Equal(ScalarType.Double, TypeOf(wide));
        Assert.Equal(ScalarType.Element, TypeOf(_builder.Operation(Op.ToElement, wide)));
        Assert.Equal(ScalarType.Long, TypeOf(_builder.Operation(Op.Negate, step)));
        Assert.Equal(ScalarType.Bool, TypeOf(truth));
        Assert.Equal(ScalarType.Bool, TypeOf(_builder.Operation(Op.Not, truth)));
        Assert.Equal(ScalarType.Element, TypeOf(_builder.Operation(Op.Select, truth, x, x)));
    }

    [Fact]
    public void ACopyTakesItsRateFromItsNewOperands()
    {
        int half = _builder.Number(ScalarType.Double, 0.5);
        int copy = _builder.Copy(new(Op.Negate, ScalarType.Double, Rate.Uniform, half, -1, -1, default, "minus"));
        Assert.Equal((Rate.Constant, "minus"), (RateOf(copy), _builder[copy].Name));
    }

    private Rate RateOf(int position) => _builder[position].Rate;

    private ScalarType TypeOf(int position) => _builder[position].Type;
}
