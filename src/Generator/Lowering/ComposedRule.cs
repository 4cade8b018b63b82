using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>The rule of a class with the stages around it.</summary>
/// <param name="Programs">The programs of a step: the rule's, then those of the stages in the order in which the class names them.</param>
/// <param name="Whole">The programs as one rule. Its hyperparameters are those of the programs, one program after the other.</param>
internal sealed record ComposedRule(IReadOnlyList<Program> Programs, Rule Whole)
{
    /// <summary>Returns the rule of a class, or null if the class has no rule, or if the rule or a stage cannot be read.</summary>
    public static ComposedRule? Create(TargetModel target)
    {
        if (target.Rule is null || Unreadable(target) >= 0)
            return null;
        EquatableArray<Rule> rules = Texts(target).Select(t => Rule.Parse(t)!).ToEquatableArray();
        return new([.. rules.Select(r => r.Update)], ComposeStages.Run(rules));
    }

    /// <summary>Returns the number of the first text that cannot be read: 0 for the rule, from 1 for the stages; -1 if none.</summary>
    public static int Unreadable(TargetModel target)
    {
        return Texts(target).ToList().FindIndex(t => !IsReadable(t));

        bool IsReadable(string text) =>
            Rule.Parse(text) is { } rule && (rule.Update.Kind == ProgramKind.Rule) == ReferenceEquals(text, target.Rule?.Text);
    }

    /// <summary>Returns the values of one program among the values of all programs.</summary>
    public EquatableArray<long> ValuesOf(int program, EquatableArray<long> values)
    {
        int first = Programs.Take(program).Sum(p => p.Hyperparameters.Count);
        return values.Skip(first).Take(Programs[program].Hyperparameters.Count).ToEquatableArray();
    }

    private static IEnumerable<string> Texts(TargetModel target) => target.Stages.Select(s => s.Text).Prepend(target.Rule?.Text ?? "");
}
