using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the methods <c>Evaluate</c> and <c>Train</c> of a rule.</summary>
/// <remarks>The methods move parameters to the values at which they are evaluated, and back.</remarks>
internal static class MoveReader
{
    /// <summary>Returns the rule with its moves, if the rule has any; null if the moves are refused.</summary>
    public static Rule? Read(
        INamedTypeSymbol rule,
        Program update,
        IMethodSymbol step,
        Compilation compilation,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        IMethodSymbol? evaluate = Method(rule, nameof(Rule.Evaluate)), train = Method(rule, nameof(Rule.Train));
        if (evaluate is null && train is null)
            return new(update, null, null);
        if (evaluate is null || train is null)
        {
            IMethodSymbol only = (evaluate ?? train)!;
            diagnostics.Add(
                Descriptors.RuleSignature,
                only.Locations[0],
                $"A rule that moves parameters must have both Evaluate and Train, and '{rule.Name}' has only {only.Name}; add the other");
            return null;
        }

        return Move(evaluate, rule, update, step, compilation, diagnostics, cancellation) is { } there
            && Move(train, rule, update, step, compilation, diagnostics, cancellation) is { } back
                ? new(update, there, back)
                : null;
    }

    // Methods of the name that return a value are helpers.
    private static IMethodSymbol? Method(INamedTypeSymbol rule, string name) => rule.GetMembers(name)
        .OfType<IMethodSymbol>()
        .FirstOrDefault(m => m is { IsStatic: true, ReturnsVoid: true, DeclaredAccessibility: Accessibility.Public });

    private static Program? Move(
        IMethodSymbol method,
        INamedTypeSymbol rule,
        Program update,
        IMethodSymbol step,
        Compilation compilation,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var builder = new ProgramBuilder();
        var body = new BodyReader(builder, diagnostics, rule, new RuleSource(diagnostics, rule, compilation), new ReadingBounds());
        int[] states = [.. update.States.Select((s, i) => builder.State(i, s.Rate, s.Name))];
        IParameterSymbol?[] holders = new IParameterSymbol?[states.Length];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            int state = update.States.ToList().FindIndex(s => s.Name == parameter.Name);
            int hyperparameter = update.Hyperparameters.ToList().FindIndex(h => h.Name == parameter.Name);
            bool IsSame(IParameterSymbol other) =>
                other.Name == parameter.Name && SymbolEqualityComparer.Default.Equals(other.Type, parameter.Type);
            bool isKnown = step.Parameters.Any(IsSame)
                && (state >= 0 || hyperparameter >= 0 || parameter.Type.SpecialType == SpecialType.System_Int64);
            bool fits = parameter.Ordinal == 0
                ? parameter is { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Single }
                : isKnown && (parameter.RefKind == RefKind.None || parameter.RefKind == RefKind.Ref && state >= 0);
            if (!fits)
            {
                diagnostics.Add(
                    Descriptors.RuleSignature,
                    parameter.Locations.FirstOrDefault(),
                    $"{method.Name} must begin with 'ref float parameter', and its other parameters must have the names and types of "
                        + $"states, the step or hyperparameters of {step.Name}; '{parameter.Name}' is none of these");
                return null;
            }

            body.Declare(parameter, parameter.Ordinal == 0 ? builder.Parameter(parameter.Name)
                : state >= 0 ? states[state]
                : hyperparameter >= 0 ? builder.Hyperparameter(hyperparameter, update.Hyperparameters[hyperparameter].Type, parameter.Name)
                : builder.Step(parameter.Name));
            if (state >= 0)
                holders[state] = parameter;
        }

        if (method.Parameters.IsEmpty)
        {
            string problem = $"{method.Name} must begin with 'ref float parameter', and has no parameters";
            diagnostics.Add(Descriptors.RuleSignature, method.Locations[0], problem);
            return null;
        }

        if (!body.Read(method, cancellation))
            return null;
        int OutOf(int state) => holders[state] is { RefKind: RefKind.Ref } holder ? body.ValueOf(holder) : states[state];
        Program move = update with
        {
            Name = update.Name + method.Name,
            Source = null,
            Instructions = builder.ToInstructions(),
            ParameterOut = body.ValueOf(method.Parameters[0]),
            States = update.States.Select((s, i) => s with { Out = OutOf(i) }).ToEquatableArray(),
            Requirements = EquatableArray<Requirement>.Empty,
        };
        if (Verifier.Check(move) is null)
            return move;
        diagnostics.AddCompilerError();
        return null;
    }
}
