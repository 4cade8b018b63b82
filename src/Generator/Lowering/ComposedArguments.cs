using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>What is set of the hyperparameters of a rule and of the stages around it, each with the attribute that sets it.</summary>
internal sealed class ComposedArguments
{
    private readonly (HyperparameterArgument Argument, int Stage, int Index)[] _all;

    private ComposedArguments(IEnumerable<(HyperparameterArgument, int, int)> all) => _all = [.. all];

    /// <summary>What a class sets: where it asks for each stage, and of the rule and by name.</summary>
    public static ComposedArguments Collect(TargetModel target) => new(target.Stages
        .SelectMany((stage, s) => stage.Arguments.Select((a, i) => (a with { Stage = stage.Stage }, s, i)))
        .Concat(target.Arguments.Select((a, i) => (a, -1, i))));

    /// <summary>The same with what a parameter sets, whose problems are its own.</summary>
    public ComposedArguments With(EquatableArray<HyperparameterArgument> own) =>
        new(_all.Select(a => (a.Argument, a.Stage, -1)).Concat(own.Select((a, i) => (a, -1, i))));

    /// <summary>The value of every hyperparameter, of the rule's and then of each stage's.</summary>
    public Binding Bind(ComposedRule rule, TargetModel target)
    {
        var values = new List<long>();
        var problems = new List<BindingProblem>();
        for (int program = 0; program < rule.Programs.Count; program++)
        {
            int stage = program - 1;
            string? name = stage < 0 ? null : target.Stages[stage].Stage;

            // What is set where another stage of the same class is asked for is that one's.
            var own = _all.Where(a => a.Argument.Stage == name && (a.Stage < 0 || a.Stage == stage)).ToArray();
            Binding bound = Binding.Create(rule.Programs[program], own.Select(a => a.Argument).ToEquatableArray());
            values.AddRange(bound.Values);
            problems.AddRange(bound.Problems.Select(p => p.Argument < 0 ? p with { Stage = stage } : p with { Argument = own[p.Argument].Index, Stage = own[p.Argument].Stage }));
        }

        foreach (var (argument, stage, index) in _all.Where(a => a.Argument.Stage is { } s && target.Stages.All(t => t.Stage != s)))
        {
            string around = argument.Stage!.Substring(argument.Stage.LastIndexOf('.') + 1);
            problems.Add(new(
                Descriptors.UnknownHyperparameter, index, target.Type.Name, $"{Identifiers.Pascal(argument.Name)} of {around}", $"it uses {DocumentationText.List(rule.Programs.Select(p => p.Name))}, and Of names one of those stages") { Stage = stage });
        }

        return new(values.ToEquatableArray(), problems);
    }
}
