using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class BindHyperparametersTests
{
    private static readonly Program Rule = Sketch.Of(
        s => s.Do(Op.ToElement, s.Do(Op.Multiply, s.Hyper(0, name: "learningRate"), s.Hyper(1, name: "beta"))),
        hyperparameters: [Sketch.Number("beta", 0.9)]);

    [Fact]
    public void AHyperparameterBecomesItsValue()
    {
        Program bound = BindHyperparameters.Run(Rule, Values(0.01, 0.5), ElementType.Single);
        Instruction constant = Assert.Single(bound.Instructions, i => i.IsConstant);
        Assert.Equal((ScalarType.Double, 0.5), (constant.Type, constant.Number));
    }

    [Fact]
    public void TheLearningRateStaysForItChangesAtRunTime()
    {
        Program bound = BindHyperparameters.Run(Rule, Values(0.01, 0.5), ElementType.Single);
        Instruction left = Assert.Single(bound.Instructions, i => i.Op == Op.Hyperparameter);
        Assert.Equal("learningRate", left.Name);
        Assert.Equal(Rate.Uniform, bound.Instructions[bound.ParameterOut].Rate);
    }

    [Fact]
    public void WhatFollowsFromHyperparametersAloneBecomesConstant()
    {
        Program program = Sketch.Of(s => s.Do(Op.ToElement, s.Hyper(1)), hyperparameters: [Sketch.Number("beta", 0.9)]);
        Program bound = BindHyperparameters.Run(program, Values(0.01, 0.5), ElementType.Double);
        Assert.All(bound.Instructions, i => Assert.Equal(Rate.Constant, i.Rate));
    }

    [Fact]
    public void EqualValuesOfTwoHyperparametersAreOneConstant()
    {
        Program program = Sketch.Of(
            s => s.Do(Op.ToElement, s.Do(Op.Add, s.Hyper(1), s.Hyper(2))),
            hyperparameters: [Sketch.Number("beta1", 0.9), Sketch.Number("beta2", 0.9)]);
        Assert.Single(BindHyperparameters.Run(program, Sketch.Defaults(program), ElementType.Single).Instructions, i => i.IsConstant);
    }

    [Fact]
    public void ElementConstantsAreRoundedWhereElementsAreFloats()
    {
        Program program = Sketch.Of(s => s.Do(Op.Add, s.X, s.Constant(0.1)));
        Assert.Equal(0.1f, Constant(ElementType.Single));
        Assert.Equal(0.1, Constant(ElementType.Double));

        double Constant(ElementType element) =>
            BindHyperparameters.Run(program, Sketch.Defaults(program), element).Instructions.Single(i => i.IsConstant).Number;
    }

    [Theory]
    [InlineData(nameof(ElementType.Single))]
    [InlineData(nameof(ElementType.Double))]
    public void TheElementTypeIsSettled(string element)
    {
        ElementType type = System.Enum.Parse<ElementType>(element);
        Assert.Equal(type, BindHyperparameters.Run(Rule, Values(0.01, 0.5), type).Element);
    }

    private static EquatableArray<long> Values(params double[] values) => values.Select(Bits.Of).ToEquatableArray();
}
