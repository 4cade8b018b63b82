using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class RuleTests
{
    private static readonly Program Update = Sketch.Of(s => s.Do(Op.Add, s.X, s.Y));
    private static readonly Program Evaluate = Update with { Name = "SketchEvaluate", ParameterOut = 0 };
    private static readonly Program Train = Update with { Name = "SketchTrain", ParameterOut = 0 };

    [Fact]
    public void TheTextOfAStepAloneIsThatOfItsProgram()
    {
        var rule = new Rule(Update, null, null);
        Assert.Equal(ProgramPrinter.Print(Update), rule.Print());
        Assert.Equal(rule, Rule.Parse(rule.Print()));
    }

    [Fact]
    public void TheTextOfARuleThatMovesParametersParsesBack()
    {
        var rule = new Rule(Update, Evaluate, Train);
        Assert.Equal(rule, Rule.Parse(rule.Print()));
        Assert.NotEqual(rule, Rule.Parse(new Rule(Update, Train, Evaluate).Print()));
    }

    [Fact]
    public void AMoveAloneIsNoRule()
    {
        Assert.Null(Rule.Parse(""));
        Assert.Null(Rule.Parse(new Rule(Update, Evaluate, null).Print()));
        Assert.Null(Rule.Parse(new Rule(Update, Evaluate, Train).Print() + "rule"));
    }

    [Fact]
    public void MovesAreOfTheStepsOwnStatesAndHyperparameters()
    {
        Program other = Sketch.Of(s => s.X, hyperparameters: [Sketch.Number("other", 1)]) with { Name = "SketchTrain" };
        Assert.Null(Rule.Parse(new Rule(Update, Evaluate, other).Print()));
        Program stateful = Train with { States = new[] { new StateSlot("s", Rate.Varying, 0, -1, 0) }.ToEquatableArray() };
        Assert.Null(Rule.Parse(new Rule(Update, Evaluate, stateful).Print()));
    }
}
