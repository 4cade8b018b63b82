using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using FusedOpt.Generator.Backends.CSharp.Models;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using FusedOpt.Tests.Shared;

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

            Bytes are per `float`: the state that is kept for it, and what all sweeps of a step together read (the parameter, its gradient, its
            state) and write (the parameter, its state). What there is one value for in each row or column is not counted. The full reference of each paper stands in the rule's file in `src/Runtime/Rules`.


            """);
        Program[] rules = [.. Rules()];
        Summary(text, rules);
        Convergence(text, rules);
        foreach (Program rule in rules)
            Rule(text, rule);
        return Markdown.Wrap(text.ToString());
    }

    /// <summary>The built-in rules in the order of the enum.</summary>
    public static IEnumerable<Program> Rules() => Enum.GetNames<Optimizer>().Select(name =>
        Ir.Rule.Parse(
            typeof(IOptimizable).Assembly.GetType($"FusedOpt.Rules.{name}Rule", throwOnError: true)!
                .GetCustomAttribute<CompiledRuleAttribute>()!.Program)!.Update);

    public static EquatableArray<long> Defaults(Program rule) => rule.Hyperparameters.Select(h => h.Default);

    private static void Summary(StringBuilder text, Program[] rules)
    {
        text.Append("| rule | source | state | bytes of state | sweeps | read | written |\n|---|---|---|---|---|---|---|\n");
        foreach (Program rule in rules)
        {
            foreach ((string kind, Program formula) in Formulas(rule))
            {
                SweepPlan plan = SplitSweeps.Run(Pipeline.Kernel(formula, Defaults(rule), ElementType.Single));
                int states = formula.States.Count(s => s.Rate == Rate.Varying);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| [{rule.Name}](#{rule.Name.ToLowerInvariant()}){kind} | {rule.Source} | {States(formula)} | {4 * states} ");
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {plan.Sweeps.Count} | {4 * plan.Sweeps.Sum(s => s.Loads.Count)} | {4 * plan.Sweeps.Sum(s => s.Stores.Count)} |\n");
            }
        }

        text.Append('\n');
    }

    private static void Convergence(StringBuilder text, Program[] rules)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
            Any of them can keep its state in [fewer bytes](state.md). The Digits sample learns as much with it: over five seeds, 98.57 % of the test with floats, 98.57 % with bfloat16 and 98.68 % with codes of 8 bits
            ([all seeds](state.md#what-it-costs-in-accuracy)).

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
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {rule.Name} | {Literals.Decimal(rosenbrockRate)} | {Rounded(rosenbrock)} | {Literals.Decimal(quadraticRate)} | "
                    + $"{Rounded(quadratic)} |\n");
        }

        text.Append('\n');
    }

    private static void Rule(StringBuilder text, Program rule)
    {
        (string Kind, Program Formula)[] formulas = [.. Formulas(rule)];
        text.Append(CultureInfo.InvariantCulture, $"## {rule.Name}\n\n{(rule.Source is null ? "" : rule.Source + ".\n\n")}");
        foreach ((string kind, Program formula) in formulas)
        {
            text.Append(kind.Length == 0 ? "" : $"For{kind[1..]}:\n\n").Append("```\n");
            foreach (string line in DocumentationEmitter.Formula(formula))
                text.Append(line).Append('\n');
            text.Append("```\n\n");
        }

        text.Append("| hyperparameter | default | range |\n|---|---|---|\n");
        foreach (Hyperparameter h in rule.Hyperparameters)
        {
            string value = h.Type switch
            {
                ScalarType.Bool => h.Default != 0 ? "true" : "false",
                ScalarType.Long => h.Default.ToString(CultureInfo.InvariantCulture),
                _ => Literals.Decimal(BitConverter.Int64BitsToDouble(h.Default)),
            };
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Identifiers.Pascal(h.Name)} | {value} | {(h.Range == Interval.All ? "" : h.Range.ToString())} |\n");
        }

        string[] optional =
        [
            .. rule.States.Select(s => s.Name)
                .Except(formulas.SelectMany(f => f.Formula.States).Select(s => s.Name))
                .Select(Identifiers.Snake),
        ];
        string states = string.Join(
            "; ",
            formulas.Select(
                f => (f.Kind.Length == 0 ? "" : f.Kind[2..] + ": ") + (f.Formula.States.Count == 0 ? "none" : States(f.Formula))));
        string begun = string.Concat(
            formulas.SelectMany(f => f.Formula.States).Where(s => s.InitialFrom >= 0).Distinct().Select(s => Beginning(rule, s)));
        text.Append(CultureInfo.InvariantCulture, $"\nState: {states}");
        text.Append(optional.Length == 0 ? "." : $"; with other hyperparameters also {string.Join(", ", optional)}.")
            .Append(begun)
            .Append("\n\n");
    }

    private static string Beginning(Program rule, StateSlot state) => rule.Hyperparameters[state.InitialFrom] switch
    {
        { IsLearningRate: true } => $" At the first step {Identifiers.Snake(state.Name)} is the learning rate of that step.",
        var h => $" At the first step {Identifiers.Snake(state.Name)} is {Identifiers.Pascal(h.Name)}.",
    };

    // A rule that asks whether a parameter is a matrix has two.
    private static IEnumerable<(string Kind, Program Formula)> Formulas(Program rule)
    {
        bool asks = rule.Instructions.Any(i => i.Op == Op.IsMatrix);
        yield return (asks ? ", vectors" : "", Pipeline.Formula(rule, Defaults(rule), isMatrix: false));
        if (asks)
            yield return (", matrices", Pipeline.Formula(rule, Defaults(rule), isMatrix: true));
    }

    private static string States(Program formula) => string.Join(", ", formula.States.Select(s => Identifiers.Snake(s.Name) + s.Rate switch
    {
        Rate.Tensor => " (one per field)",
        Rate.Row => " (one per row)",
        Rate.Column => " (one per column)",
        _ => "",
    }));

    // One digit: what lies behind it may differ with a machine's powers and exponentials.
    private static string Rounded(double value) => value < 1e-12 ? "0" : value.ToString("0e0", CultureInfo.InvariantCulture);
}
