using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using FusedOpt.Generator.Backends.CSharp;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>Writes <c>docs/optimizers.md</c> from the compiled rules.</summary>
internal static class OptimizersDocument
{
    public static string Write()
    {
        var text = new StringBuilder("""
            # The built-in optimizers

            What each rule computes with its default hyperparameters, what it keeps, and what its hyperparameters may be. Written from the
            rules themselves; `VERIFY_ACCEPT=1 dotnet test tests/Generator` writes it anew.

            Bytes are per `float` parameter, a pass over an array: what is read (the parameter, its gradient, its state) and written (the
            parameter, its state). The full reference of each paper stands in the rule's file in `src/Runtime/Rules`.


            """);
        Program[] rules = [.. Rules()];
        Summary(text, rules);
        Convergence(text, rules);
        foreach (Program rule in rules)
            Rule(text, rule);
        return text.ToString();
    }

    /// <summary>The built-in rules in the order of the enum.</summary>
    public static IEnumerable<Program> Rules() => Enum.GetNames<Optimizer>().Select(name =>
        ProgramParser.Parse(typeof(IOptimizable).Assembly.GetType("FusedOpt.Rules." + name, throwOnError: true)!.GetCustomAttribute<CompiledRuleAttribute>()!.Program)!);

    public static EquatableArray<long> Defaults(Program rule) => rule.Hyperparameters.Select(h => h.Default);

    private static void Summary(StringBuilder text, Program[] rules)
    {
        text.Append("| rule | source | state | bytes of state | read | written |\n|---|---|---|---|---|---|\n");
        foreach (Program rule in rules)
        {
            Program formula = Pipeline.Formula(rule, Defaults(rule));
            int states = formula.States.Count(s => s.Type == ScalarType.Element);
            text.Append(CultureInfo.InvariantCulture, $"| [{rule.Name}](#{rule.Name.ToLowerInvariant()}) | {rule.Source} | {States(formula)} | {4 * states} | {8 + (4 * states)} | {4 + (4 * states)} |\n");
        }

        text.Append('\n');
    }

    private static void Convergence(StringBuilder text, Program[] rules)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
            ## Convergence

            What is left of two functions after {Descent.Steps} steps, at the best learning rate among {string.Join(", ", Descent.LearningRates.Select(Literals.Decimal))}:
            Rosenbrock's (1 - x)^2 + 100 (y - x^2)^2 from (-1.2, 1), where it is 24.2, and the quadratic (x^2 + 1000 y^2) / 2 from (1, 1),
            where it is 500.5. Below 1e-12 it says 0.


            """);
        text.Append("| rule | learning rate | Rosenbrock | learning rate | quadratic |\n|---|---|---|---|---|\n");
        foreach (Program rule in rules)
        {
            (double rosenbrockRate, double rosenbrock) = Descent.Best(rule, Descent.Rosenbrock);
            (double quadraticRate, double quadratic) = Descent.Best(rule, Descent.Quadratic);
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {Literals.Decimal(rosenbrockRate)} | {Rounded(rosenbrock)} | {Literals.Decimal(quadraticRate)} | {Rounded(quadratic)} |\n");
        }

        text.Append('\n');
    }

    private static void Rule(StringBuilder text, Program rule)
    {
        Program formula = Pipeline.Formula(rule, Defaults(rule));
        text.Append(CultureInfo.InvariantCulture, $"## {rule.Name}\n\n{(rule.Source is null ? "" : rule.Source + ".\n\n")}```\n");
        foreach (string line in Remarks.Formula(formula))
            text.Append(line).Append('\n');
        text.Append("```\n\n| hyperparameter | default | range |\n|---|---|---|\n");
        foreach (Hyperparameter h in rule.Hyperparameters)
        {
            string value = h.Type switch
            {
                ScalarType.Bool => h.Default != 0 ? "true" : "false",
                ScalarType.Long => h.Default.ToString(CultureInfo.InvariantCulture),
                _ => Literals.Decimal(BitConverter.Int64BitsToDouble(h.Default)),
            };
            text.Append(CultureInfo.InvariantCulture, $"| {Identifiers.Pascal(h.Name)} | {value} | {(h.Range == Interval.All ? "" : h.Range.ToString())} |\n");
        }

        string[] optional = [.. rule.States.Select(s => s.Name).Except(formula.States.Select(s => s.Name)).Select(Identifiers.Snake)];
        text.Append(CultureInfo.InvariantCulture, $"\nState: {(formula.States.Count == 0 ? "none" : States(formula))}");
        text.Append(optional.Length == 0 ? ".\n\n" : $"; with other hyperparameters also {string.Join(", ", optional)}.\n\n");
    }

    private static string States(Program formula) =>
        string.Join(", ", formula.States.Select(s => Identifiers.Snake(s.Name) + (s.Type == ScalarType.Double ? " (one per field)" : "")));

    // One digit: what lies behind it may differ with a machine's powers and exponentials.
    private static string Rounded(double value) => value < 1e-12 ? "0" : value.ToString("0e0", CultureInfo.InvariantCulture);
}
