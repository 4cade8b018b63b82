using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>
/// Writes the forms for batches of refused methods, each of which throws. Code that calls the forms compiles, so that the one error that
/// counts is not lost among others.
/// </summary>
internal static class RefusedNetworkEmitter
{
    /// <summary>Writes the methods, and the message of a generator that has failed.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The methods of the class.</param>
    /// <param name="separate">Begins a member.</param>
    public static void Emit(SourceWriter writer, NetworkModel model, Action separate)
    {
        if (model.Failure is { } failure)
        {
            separate();
            FailureEmitter.EmitConstant(writer, GeneratedMemberNames.Failure + "OfNetwork", failure);
        }

        // Two methods of one name may differ in what a batch does not tell.
        var declared = new HashSet<string>();
        foreach (RefusedMethod method in model.Refused)
        {
            string inputs = string.Join(", ", method.Inputs.Select(Input));
            string types = string.Join(",", method.Inputs.Select(i => i.Element));
            foreach ((string name, string head) in Heads(method, inputs))
            {
                if (model.Taken.Contains(name) || !declared.Add($"{name}({types})"))
                    continue;
                separate();
                writer.Line($"/// <summary>Refused: {method.Refusal}.</summary>");
                writer.Line(FileEmitter.GeneratedMember);
                string message = Literals.Text($"{model.Type.Name}.{name} is not compiled because of {method.Refusal}.");
                writer.Line($"{head} => throw new global::System.NotSupportedException({message});");
            }
        }
    }

    /// <summary>Refuses all methods of a class for which the generator has failed.</summary>
    /// <param name="model">The methods of the class.</param>
    /// <param name="failure">The exception, in words.</param>
    /// <param name="refusal">The id of the error.</param>
    public static NetworkModel Refuse(NetworkModel model, string failure, string refusal)
    {
        RefusedMethod Refused(Graph graph, bool isLoss, string accessibility, bool isStatic) => new(
            graph.Name,
            isLoss,
            graph.Element,
            graph.Inputs.Select(i => new RefusedInput(i.Name, i.IsIndices ? null : graph.Element)).ToEquatableArray(),
            accessibility,
            isStatic,
            refusal);
        RefusedMethod[] losses = model.Loss is { } loss ? [Refused(loss, isLoss: true, "public", isStatic: false)] : [];
        return model with
        {
            Failure = failure,
            Loss = null,
            Inferences = EquatableArray<InferenceMethod>.Empty,
            Refused = losses
                .Concat(model.Inferences.Select(m => Refused(m.Graph, isLoss: false, m.Accessibility, m.IsStatic)))
                .Concat(model.Refused)
                .ToEquatableArray(),
        };
    }

    private static IEnumerable<(string Name, string Head)> Heads(RefusedMethod method, string inputs)
    {
        HashSet<string> taken = [.. method.Inputs.Select(i => i.Name)];
        string separator = inputs.Length > 0 ? ", " : "";
        if (method.IsLoss)
        {
            yield return ("AddGradients", $"public double AddGradients({inputs}{separator}int {Identifiers.Free("total", taken)} = 0)");
            yield return ("Learn", $"public double Learn({inputs})");
            yield return ("MeanLoss", $"public double MeanLoss({inputs})");
            yield break;
        }

        string output = $"global::System.Span<{Keyword(method.Element)}> {Identifiers.Free("results", taken)}";
        string modifiers = method.Accessibility + (method.IsStatic ? " static" : "");
        yield return (method.Name, $"{modifiers} void {Identifiers.Escape(method.Name)}({inputs}{separator}{output})");
    }

    private static string Input(RefusedInput input) =>
        $"global::System.ReadOnlySpan<{Keyword(input.Element)}> {Identifiers.Escape(input.Name)}";

    private static string Keyword(ElementType? element) => element switch
    {
        ElementType.Double => "double",
        ElementType.Single => "float",
        _ => "int",
    };
}
