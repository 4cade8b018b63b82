using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the summaries of members that say what the members do for one class: an editor shows them where a member is used.
/// </summary>
internal static class MemberSummary
{
    /// <summary>Returns the summary of a step: the rule with its hyperparameters, the stages around it, and the states.</summary>
    public static string Step(LoweredModel model)
    {
        string target = Members(model.Target);
        if (model.Parameters.Count == 0)
            return $"Takes one step over {target}, each model by its own rule.";
        var sentences = new List<string>();
        foreach ((Program program, EquatableArray<long> values) in DocumentationEmitter.Parts(model, model.Parameters[0].Specialisation))
        {
            string call = DocumentationEmitter.Call(model, program, values);
            sentences.Add(program.Kind switch
            {
                ProgramKind.Transform => $"Before the rule, gradients pass through {call}.",
                ProgramKind.Average => $"After the rule comes {call}.",
                _ => $"Takes one step of {call} over {target}.",
            });
        }

        // The sentence of the rule says what the member is about.
        string rule = sentences.First(s => s.StartsWith("Takes", System.StringComparison.Ordinal));
        return string.Join(" ", sentences.Where(s => s != rule).Prepend(rule).Concat(States(model)));
    }

    /// <summary>Returns the summary of the gradients.</summary>
    public static string Gradients(LoweredModel model)
    {
        string[] names = [.. model.Target.Parameters.Select(p => p.Name)];
        return names.Length is 0 or > Pieces.MaxTerms
            ? "The gradients of the parameters: write them before each step."
            : $"The gradient{(names.Length == 1 ? "" : "s")} of {DocumentationText.List(names)}: to be written before each step.";
    }

    /// <summary>Returns the summary of the learning rate.</summary>
    public static string LearningRate(LoweredModel model)
    {
        string first = model.Target.Schedule is { } schedule
            ? $"that of {schedule} until one is set"
            : $"{Literals.Decimal(model.LearningRate)} at first";
        return $"The learning rate of {model.Composed.Programs[0].Name}, {first}.";
    }

    // Few members by their names; more would hide the rest of the sentence.
    private static string Members(TargetModel target)
    {
        string[] names = [.. target.Parameters.Select(p => p.Name), .. target.Submodels.Select(p => p.Name)];
        return names.Length <= Pieces.MaxTerms
            ? DocumentationText.List(names)
            : $"its {Literals.Decimal(names.Length)} parameters{(target.Submodels.Count > 0 ? " and submodels" : "")}";
    }

    // The states of all parameters: some parameters may have no use for a state.
    private static IEnumerable<string> States(LoweredModel model)
    {
        string[] states =
        [
            .. model.Parameters.SelectMany(p => p.States).GroupBy(s => s.Rate).OrderBy(g => g.Key).Select(group =>
            {
                string names = DocumentationText.List(group.Select(s => s.Slot.Name).Distinct());
                return $"{names} of each {group.Key switch
                {
                    Rate.Row => "row",
                    Rate.Column => "column",
                    Rate.Tensor => "parameter",
                    _ => "element",
                }}";
            }),
        ];
        return states.Length == 0 ? [] : [$"From step to step the model keeps {DocumentationText.List(states)}."];
    }
}
