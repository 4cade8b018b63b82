using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>The arguments for the hyperparameters of a rule and of the stages around it, each with the attribute that sets it.</summary>
internal sealed class ComposedArguments
{
    private readonly (HyperparameterArgument Argument, int Stage, int Index)[] _all;

    private ComposedArguments(IEnumerable<(HyperparameterArgument, int, int)> all) => _all = [.. all];

    /// <summary>
    /// Returns the arguments that a class sets: in the attribute of each stage, and in the attributes of the rule, which may name a stage.
    /// </summary>
    public static ComposedArguments Collect(TargetModel target) => new(target.Stages
        .SelectMany((stage, s) => stage.Arguments.Select((a, i) => (a with { Stage = stage.Stage }, s, i)))
        .Concat(target.Arguments.Select((a, i) => (a, -1, i))));

    /// <summary>
    /// Returns these arguments with the arguments that a parameter sets. Problems have the indices of the parameter's own arguments alone.
    /// </summary>
    public ComposedArguments With(EquatableArray<HyperparameterArgument> own) =>
        new(_all.Select(a => (a.Argument, a.Stage, -1)).Concat(own.Select((a, i) => (a, -1, i))));

    /// <summary>Returns the value of every hyperparameter: of the rule, then of each stage.</summary>
    public Binding Bind(ComposedRule rule, TargetModel target)
    {
        var values = new List<long>();
        var problems = new List<BindingProblem>();
        for (int program = 0; program < rule.Programs.Count; program++)
        {
            int stage = program - 1;
            string? name = stage < 0 ? null : target.Stages[stage].Stage;

            // A class may ask for a stage twice: the attribute of one use sets nothing of the other use.
            var own = _all.Where(a => a.Argument.Stage == name && (a.Stage < 0 || a.Stage == stage)).ToArray();
            Binding bound = Binding.Create(rule.Programs[program], own.Select(a => a.Argument).ToEquatableArray());
            values.AddRange(bound.Values);
            problems.AddRange(bound.Problems.Select(p => p.Argument < 0
                ? p with { Stage = stage }
                : p with { Argument = own[p.Argument].Index, Stage = own[p.Argument].Stage }));
        }

        foreach (var (argument, stage, index) in _all.Where(a => a.Argument.Stage is { } s && target.Stages.All(t => t.Stage != s)))
        {
            string around = argument.Stage!.Substring(argument.Stage.LastIndexOf('.') + 1);
            string unknown = $"{Identifiers.Pascal(argument.Name)} of {around}";
            string known = $"it uses {DocumentationText.List(rule.Programs.Select(p => p.Name))}, and Of names one of those stages";
            problems.Add(new(Descriptors.UnknownHyperparameter, index, target.Type.Name, unknown, known) { Stage = stage });
        }

        return new(values.ToEquatableArray(), problems);
    }
}
