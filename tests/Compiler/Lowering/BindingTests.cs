using System.Globalization;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using Xunit;

namespace FusedOpt.Compiler.Tests.Lowering;

public class BindingTests
{
    private static readonly Program Rule = ProgramParser.Parse(Samples.Adam)!;

    private static readonly Program WithCount = ProgramParser.Parse(Samples.Everything)!;

    [Fact]
    public void WithoutArgumentsTheDefaultsHold()
    {
        Binding binding = Binding.Create(Rule, EquatableArray<HyperparameterArgument>.Empty);
        Assert.Empty(binding.Problems);
        Assert.Equal(Sketch.Defaults(Rule), binding.Values);
    }

    [Fact]
    public void AnArgumentReplacesItsDefaultAndNoOther()
    {
        Binding binding = Bind(Number("beta2", 0.99), Truth("amsGrad", true));
        Assert.Empty(binding.Problems);
        Assert.Equal([Bits.Of(0.001), Bits.Of(0.9), Bits.Of(0.99), Bits.Of(1e-8), Bits.Of(0), 1, 1, 0], binding.Values);
    }

    [Fact]
    public void AnUnknownNameIsToldWithTheNamesThereAre()
    {
        BindingProblem problem = Problem(Number("epsilon", 1e-6), Number("rho", 0.5));
        Assert.Same(Descriptors.UnknownHyperparameter, problem.Descriptor);
        Assert.Equal(1, problem.Argument);
        Assert.Equal(
            "Adam has no hyperparameter 'Rho'; use one of LearningRate, Beta1, Beta2, Epsilon, WeightDecay, AmsGrad, BiasCorrection, "
                + "Maximize",
            Message(problem));
    }

    [Fact]
    public void NamesAreTheRulesOwnToTheLetter() =>
        Assert.Same(Descriptors.UnknownHyperparameter, Problem(Number("Beta1", 0.5)).Descriptor);

    [Fact]
    public void AValueOfTheWrongTypeIsTold()
    {
        Assert.Equal(
            "Hyperparameter 'AmsGrad' of Adam is true or false, not a number; give it true or false",
            Message(Problem(Number("amsGrad", 1))));
        Assert.Equal(
            "Hyperparameter 'AmsGrad' of Adam is true or false, not a whole number; give it true or false",
            Message(Problem(Whole("amsGrad", 1))));
        Assert.Equal(
            "Hyperparameter 'Beta1' of Adam is a number, not true or false; give it a number", Message(Problem(Truth("beta1", true))));
        Assert.Same(Descriptors.HyperparameterType, Problem(Truth("beta1", true)).Descriptor);
    }

    [Theory]
    [InlineData("beta1", 1.5, "Invalid beta parameter at index 0: 1.5; Beta1 must be in [0, 1)")]
    [InlineData("beta1", 1.0, "Invalid beta parameter at index 0: 1; Beta1 must be in [0, 1)")]
    [InlineData("beta2", -0.1, "Invalid beta parameter at index 1: -0.1; Beta2 must be in [0, 1)")]
    [InlineData("learningRate", -1e-3, "Invalid learning rate: -0.001; LearningRate must be in [0, inf)")]
    [InlineData("epsilon", double.NaN, "Invalid epsilon value: NaN; Epsilon must be in [0, inf)")]
    [InlineData("weightDecay", double.PositiveInfinity, "Invalid weight_decay value: Infinity; WeightDecay must be in [0, inf)")]
    public void AValueOutOfRangeIsToldInPyTorchsWordsAndWithItsRange(string name, double value, string message)
    {
        BindingProblem problem = Problem(Number(name, value));
        Assert.Same(Descriptors.HyperparameterOutOfRange, problem.Descriptor);
        Assert.Equal((0, message), (problem.Argument, Message(problem)));
        Assert.All(Cultures.Under(() => Message(Problem(Number(name, value)))), other => Assert.Equal(message, other));
    }

    [Fact]
    public void AnIntegerWillDoForADouble()
    {
        Binding binding = Bind(Whole("weightDecay", 2));
        Assert.Empty(binding.Problems);
        Assert.Equal(Bits.Of(2), binding.Values[4]);
        Assert.Equal("Invalid beta parameter at index 0: 1; Beta1 must be in [0, 1)", Message(Problem(Whole("beta1", 1))));
    }

    [Fact]
    public void ADoubleWillDoForAnIntegerIfItIsWhole()
    {
        Assert.Equal(3, Binding.Create(WithCount, Arguments(Number("count", 3))).Values[2]);
        foreach (double value in new[] { 2.5, double.NaN, double.PositiveInfinity, 1e300 })
            Assert.Same(
                Descriptors.HyperparameterType,
                Assert.Single(Binding.Create(WithCount, Arguments(Number("count", value))).Problems).Descriptor);
    }

    [Fact]
    public void EveryProblemIsToldInOrder()
    {
        Binding binding = Bind(Number("beta1", 2), Number("rho", 1), Truth("beta2", true), Number("epsilon", 1));
        Assert.Equal([0, 1, 2], binding.Problems.Select(p => p.Argument));
    }

    [Fact]
    public void AViolatedRequirementIsToldOfAllArgumentsTogether()
    {
        Program sgd = ProgramParser.Parse(Samples.Sgd)!;
        BindingProblem problem = Assert.Single(Binding.Create(sgd, Arguments(Truth("nesterov", true))).Problems);
        Assert.Equal((-1, "Nesterov momentum requires a momentum and zero dampening"), (problem.Argument, Message(problem)));
        Assert.Empty(Binding.Create(sgd, Arguments(Truth("nesterov", true), Number("momentum", 0.9))).Problems);
        Assert.Single(Binding.Create(sgd, Arguments(Truth("nesterov", true), Number("momentum", 0.9), Number("dampening", 0.1))).Problems);
    }

    [Fact]
    public void RequirementsAreAskedOnlyOfValuesThatAreRightByThemselves()
    {
        Program sgd = ProgramParser.Parse(Samples.Sgd)!;
        BindingProblem problem = Assert.Single(Binding.Create(sgd, Arguments(Truth("nesterov", true), Number("momentum", -1))).Problems);
        Assert.Equal("Invalid momentum value: -1; Momentum must be in [0, inf)", Message(problem));
    }

    private static HyperparameterArgument Number(string name, double value) => new(name, ScalarType.Double, Bits.Of(value));

    private static HyperparameterArgument Whole(string name, long value) => new(name, ScalarType.Long, value);

    private static HyperparameterArgument Truth(string name, bool value) => new(name, ScalarType.Bool, value ? 1 : 0);

    private static EquatableArray<HyperparameterArgument> Arguments(params HyperparameterArgument[] arguments) =>
        arguments.ToEquatableArray();

    private static Binding Bind(params HyperparameterArgument[] arguments) => Binding.Create(Rule, Arguments(arguments));

    private static BindingProblem Problem(params HyperparameterArgument[] arguments) => Assert.Single(Bind(arguments).Problems);

    private static string Message(BindingProblem problem) =>
        string.Format(
            CultureInfo.InvariantCulture, problem.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), problem.Details);
}
