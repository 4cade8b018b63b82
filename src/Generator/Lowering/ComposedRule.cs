using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>The rule of a class with the stages around it.</summary>
/// <param name="Programs">What a step consists of: the rule's, then those of the stages in the order in which the class asks for them.</param>
/// <param name="Whole">All of it as one rule, whose hyperparameters are those of the programs, one after the other.</param>
internal sealed record ComposedRule(IReadOnlyList<Program> Programs, Rule Whole)
{
    /// <summary>The rule of a class, or null where it or a stage cannot be read.</summary>
    public static ComposedRule? Create(TargetModel target)
    {
        if (target.Rule is null || Unreadable(target) >= 0)
            return null;
        EquatableArray<Rule> rules = Texts(target).Select(t => Rule.Parse(t)!).ToEquatableArray();
        return new([.. rules.Select(r => r.Update)], ComposeStages.Run(rules));
    }

    /// <summary>Which of the rule, 0, and the stages, from 1, is the first that cannot be read; -1 where all can.</summary>
    public static int Unreadable(TargetModel target) =>
        Texts(target).ToList().FindIndex(t => Rule.Parse(t) is not { } rule || (rule.Update.Kind == ProgramKind.Rule) != ReferenceEquals(t, target.Rule?.Text));

    /// <summary>The values of one of the programs among those of all.</summary>
    public EquatableArray<long> ValuesOf(int program, EquatableArray<long> values) =>
        values.Skip(Programs.Take(program).Sum(p => p.Hyperparameters.Count)).Take(Programs[program].Hyperparameters.Count).ToEquatableArray();

    private static IEnumerable<string> Texts(TargetModel target) => target.Stages.Select(s => s.Text).Prepend(target.Rule?.Text ?? "");
}
