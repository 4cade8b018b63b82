using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>One program of several computes what they compute one after the other.</summary>
public class ComposeStagesTests
{
    private const string Momentum = """
        rule Momentum "" Any
        hyperparameter learningRate Double 0.5 "[0, inf)" ""
        hyperparameter beta Double 0.75 "[0, 1)" ""
        state velocity Varying 0 -1 %8
        %0 = Parameter as w
        %1 = Gradient as g
        %2 = State 0 as velocity
        %3 = Hyperparameter Double 0 as learningRate
        %4 = Hyperparameter Double 1 as beta
        %5 = ToElement %4
        %6 = Multiply %5 %2
        %7 = ToElement %3
        %8 = Add %6 %1 as velocity
        %9 = Multiply %7 %8
        %10 = Subtract %0 %9 as w
        parameter %10

        """;

    // Has a hyperparameter and a state of the same names as the rule.
    private const string Scale = """
        rule Scale "" Any Transform
        hyperparameter beta Double 3 "(0, inf)" ""
        state velocity Varying 0 -1 %7
        %0 = Gradient as gradient
        %1 = Parameter as weight
        %2 = State 0 as velocity
        %3 = Step as turn
        %4 = Hyperparameter Double 0 as beta
        %5 = ToElement %4
        %6 = Add %2 %0
        %7 = Multiply %6 %1 as velocity
        %8 = Multiply %7 %5 as gradient
        %9 = ToDouble %3
        %10 = ToElement %9
        %11 = Add %8 %10 as gradient
        %12 = Constant Double 0
        %13 = Greater %4 %12
        require %13 "beta"
        parameter %11

        """;

    private const string Trail = """
        rule Trail "" Any Average
        hyperparameter share Double 0.25 "[0, 1]" ""
        state trail Varying 0 0 %6
        %0 = Updated as parameter
        %1 = Parameter as before
        %2 = State 0 as trail
        %3 = Hyperparameter Double 0 as share
        %4 = ToElement %3
        %5 = Subtract %0 %1
        %6 = Multiply %4 %5 as trail
        %7 = Add %0 %2 as parameter
        parameter %7

        """;

    [Theory]
    [InlineData]
    [InlineData(Scale)]
    [InlineData(Trail)]
    [InlineData(Scale, Trail)]
    [InlineData(Trail, Scale)]
    [InlineData(Scale, Scale, Trail, Trail)]
    public void TheWholeComputesWhatItsPartsDo(params string[] stages) => Assert.Null(Difference(stages, stages));

    [Fact]
    public void AnotherOrderOrPartIsSeen()
    {
        Assert.NotNull(Difference([Scale, Trail], [Scale]));
        Assert.NotNull(Difference([Scale, Trail], [Trail]));
        Assert.NotNull(Difference([Scale, Trail], [Scale, Trail.Replace("Add %0 %2", "Add %1 %2", StringComparison.Ordinal)]));
        Assert.NotNull(Difference([Scale], [Scale.Replace("Add %8 %10", "Subtract %8 %10", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData(Scale)]
    [InlineData(Trail)]
    public void AStagePrintsAsItWasWritten(string stage) =>
        Assert.Equal(ProgramParser.Parse(stage), ProgramParser.Parse(ProgramPrinter.Print(ProgramParser.Parse(stage)!)));

    [Fact]
    public void ARuleAloneStaysAsItIs()
    {
        Rule rule = Rule.Parse(Momentum)!;
        Assert.Same(rule, ComposeStages.Run(new([rule])));
    }

    [Fact]
    public void StatesHaveTheNameOfTheirStageAndHyperparametersWhereTheyMust()
    {
        Program whole = Whole([Scale, Trail, Trail]);
        Assert.Equal(["velocity", "scaleVelocity", "trailTrail", "trailTrail2"], whole.States.Select(s => s.Name));
        Assert.Equal(["learningRate", "beta", "scaleBeta", "share", "trailShare"], whole.Hyperparameters.Select(h => h.Name));
        Assert.Equal([-1, -1, 3, 4], whole.States.Select(s => s.InitialFrom));
        Assert.Equal(["beta"], whole.Requirements.Select(r => r.Message));
        Assert.Equal((ProgramKind.Rule, "Momentum"), (whole.Kind, whole.Name));
    }

    [Fact]
    public void DrawsHaveTheNumberOfTheirStage()
    {
        string noisy = Scale.Replace("%6 = Add %2 %0", "%6 = NormalNoise 3", StringComparison.Ordinal);
        string rule = Momentum.Replace("%6 = Multiply %5 %2", "%6 = UniformNoise 3", StringComparison.Ordinal);
        Program whole = ComposeStages.Run(new([Rule.Parse(rule)!, Rule.Parse(Trail)!, Rule.Parse(noisy)!, Rule.Parse(noisy)!])).Update;
        Assert.Equal(
            [(Op.NormalNoise, new Draw(2, 3)), (Op.NormalNoise, new Draw(3, 3)), (Op.UniformNoise, new Draw(0, 3))],
            whole.Instructions.Where(i => i.IsDraw).Select(i => (i.Op, i.Payload.Draw)));
        Assert.Equal(whole, ProgramParser.Parse(ProgramPrinter.Print(whole)));
    }

    [Fact]
    public void TheMovesOfAStageAreOfAllStatesAndLeaveThoseOfOthers()
    {
        string move = Trail[..Trail.IndexOf("%0 =", StringComparison.Ordinal)].Replace(
            "rule Trail", "rule TrailEvaluate", StringComparison.Ordinal)
            .Replace("%6", "%0", StringComparison.Ordinal)
            + "%0 = Parameter as parameter\n%1 = State 0 as trail\nparameter %1\n";
        Rule whole = ComposeStages.Run(
            new(
                [
                    Rule.Parse(Momentum)!,
                    Rule.Parse(Scale)!,
                    Rule.Parse(Trail + move + move.Replace("Evaluate", "Train", StringComparison.Ordinal))!,
                ]));
        Assert.Equal(whole, Rule.Parse(whole.Print()));
        Assert.Equal("TrailEvaluate", whole.Evaluate!.Name);
        long[] values = [.. whole.Update.Hyperparameters.Select(h => h.Default)];
        Assert.Equal([4, 2, 3, 7], OneElement.Run(whole.Evaluate with { Element = ElementType.Double }, 7, 0, [2, 3, 4], 5, values));
    }

    [Theory]
    [InlineData(Scale, "Transform", "", "there is no learning rate")]
    [InlineData(Trail, "Gradient", "Updated", "Gradient is no input of a Average")]
    public void AStageIsHeldToItsKind(string stage, string word, string other, string problem)
    {
        Assert.NotNull(ProgramParser.Parse(stage));
        string changed = word == "Gradient"
            ? stage.Replace(other, word, StringComparison.Ordinal)
            : stage.Replace(" " + word, other, StringComparison.Ordinal);
        Assert.NotEqual(stage, changed);
        Assert.Null(ProgramParser.Parse(changed));
        Program program = ProgramParser.Parse(stage)!;
        program = word == "Gradient"
            ? program with { Instructions = program.Instructions.Select(i => i.Op == Op.Updated ? i with { Op = Op.Gradient } : i) }
            : program with { Kind = ProgramKind.Rule };
        Assert.Equal(problem, Verifier.Check(program));
    }

    private static Program Whole(string[] stages) =>
        ComposeStages.Run(stages.Prepend(Momentum).Select(t => Rule.Parse(t)!).ToEquatableArray()).Update;

    private static string? Difference(string[] composed, string[] separate)
    {
        Program whole = Whole(composed);
        Assert.Null(Verifier.Check(whole));
        var random = new Random(5);
        for (int trial = 0; trial < 20; trial++)
        {
            (double parameter, double gradient, long step) = (random.NextDouble(), random.NextDouble(), random.Next(1, 9));
            double[] states = [.. whole.States.Select(_ => random.NextDouble())];
            double[] actual = OneElement.Run(
                whole with { Element = ElementType.Double },
                parameter,
                gradient,
                states,
                step,
                [.. whole.Hyperparameters.Select(h => h.Default)]);

            // Steps each stage by itself, with its own state.
            double[] after = [.. states];
            double seen = gradient;
            for (int i = 0; i < separate.Length; i++)
            {
                if (separate[i].Contains("Transform", StringComparison.Ordinal))
                    (seen, after[i + 1]) = Alone(separate[i], parameter, seen, states[i + 1], step);
            }

            (double updated, after[0]) = Alone(Momentum, parameter, seen, states[0], step);
            for (int i = 0; i < separate.Length; i++)
            {
                // An average's words read the parameter after the rule as the gradient of a transform.
                if (separate[i].Contains("Average", StringComparison.Ordinal))
                    (updated,
                        after[i + 1]) = Alone(separate[i].Replace("Average", "Transform", StringComparison.Ordinal)
                            .Replace("Updated", "Gradient", StringComparison.Ordinal),
                        parameter,
                        updated,
                        states[i + 1],
                        step);
            }

            if (!actual.SequenceEqual(after.Prepend(updated)))
                return $"{string.Join(", ", actual)} and {string.Join(", ", after.Prepend(updated))}";
        }

        return null;
    }

    private static (double Out, double State) Alone(string text, double parameter, double gradient, double state, long step)
    {
        Program program = ProgramParser.Parse(text)!;
        double[] after = OneElement.Run(
            program with { Element = ElementType.Double },
            parameter,
            gradient,
            [state],
            step,
            [.. program.Hyperparameters.Select(h => h.Default)]);
        return (after[0], after[1]);
    }
}
