using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>What stands on top of a generated class: the formula, where the state lives, and how the step runs.</summary>
internal static class Remarks
{
    public static void Emit(SourceWriter writer, IReadOnlyCollection<Program> formulas, EquatableArray<long> hyperparameters, IReadOnlyList<ModelParameter> parameters)
    {
        writer.Line("/// <remarks>");
        foreach (Program formula in formulas)
        {
            string kind = formulas.Count == 1 ? "" : formula == formulas.Last() ? " for matrices" : " for vectors and single values";
            writer.Line($"/// <para>{Title(formula)}{kind}{Settings(formula, hyperparameters)}.</para>");
            writer.Line("/// <code>");
            foreach (string line in Formula(formula))
                writer.Line("/// " + Xml(line));
            writer.Line("/// </code>");
        }

        foreach (IGrouping<Kernel, ModelParameter> kernel in parameters.GroupBy(p => p.Kernel))
        {
            writer.Line($"/// <para>{State(kernel.Key)}</para>");
            writer.Line($"/// <para>{Schedule(kernel.Key, [.. kernel.Select(p => p.Field)])}</para>");
        }

        writer.Line("/// </remarks>");
    }

    /// <summary>The names of fields as a person would list them: <c>A, B and C</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Length - 1)) + " and " + all[all.Length - 1];
    }

    private static string Title(Program formula) => Xml(formula.Source is null ? formula.Name : $"{formula.Name} ({formula.Source})");

    // The numbers that the formula mentions; what only chose a branch shows in the formula itself.
    private static string Settings(Program formula, EquatableArray<long> hyperparameters)
    {
        int[] used = [.. formula.Instructions.Where(i => i.Op == Op.Hyperparameter).Select(i => (int)i.Payload).OrderBy(i => i)];
        IEnumerable<string> settings = used.Select(i =>
        {
            Hyperparameter h = formula.Hyperparameters[i];
            string value = h.Type switch
            {
                ScalarType.Double => Literals.Decimal(BitConverter.Int64BitsToDouble(hyperparameters[i])),
                ScalarType.Bool => hyperparameters[i] != 0 ? "true" : "false",
                _ => FormattableString.Invariant($"{hyperparameters[i]}"),
            };
            return $"{h.Name} = {value}{(h.IsLearningRate ? " at first" : "")}";
        });
        return used.Length == 0 ? "" : " with " + string.Join(", ", settings);
    }

    /// <summary>The formula, one statement a line.</summary>
    public static IEnumerable<string> Formula(Program formula)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<int> roots = formula.States.Select(s => s.Out).Prepend(formula.ParameterOut);
        var statements = new StatementList(formula, roots, _ => true, taken);
        for (int i = 0; i < formula.Instructions.Count; i++)
        {
            if (formula.Instructions[i] is { IsInput: true, IsConstant: false } input)
                statements.Bind(i, input.Name!);
        }

        var printer = new ExpressionPrinter(formula, new Dialect.Formula(), statements.VariableOf);
        return statements.Print(printer, _ => null);
    }

    private static string State(Kernel kernel)
    {
        int count = kernel.Program.States.Count(s => s.Rate == Rate.Varying);
        int bytes = Size(kernel) * count;
        string perElement = count == 0
            ? $"State: none for {kernel.ElementKeyword} {(kernel.Lines.States.Count > 0 ? "elements" : "parameters")}."
            : FormattableString.Invariant($"State: {Names(kernel, Rate.Varying)}, {bytes} bytes per {kernel.ElementKeyword}, in a field next to each parameter.");
        if (kernel.Lines.States.Count > 0)
        {
            string rows = Names(kernel, Rate.Row), columns = Names(kernel, Rate.Column);
            perElement += (rows.Length > 0 ? $" {rows}: one {kernel.ElementKeyword} for each row." : "") + (columns.Length > 0 ? $" {columns}: one {kernel.ElementKeyword} for each column." : "");
        }

        return kernel.TensorStates.Count == 0 ? perElement : $"{perElement} {List(kernel.TensorStates.Select(s => s.Name))}: one double for each parameter.";
    }

    private static string Names(Kernel kernel, Rate rate) => List(kernel.Program.States.Where(s => s.Rate == rate).Select(s => s.Name));

    private static string Schedule(Kernel kernel, ParameterField[] fields)
    {
        var parts = new List<string>();
        if (fields.Any(f => f.IsScalar))
            parts.Add($"{List(fields.Where(f => f.IsScalar).Select(f => f.Name))}: one value each{(kernel.HasTensorValues ? "" : ", no loop")}.");
        if (fields.Any(f => !f.IsScalar))
        {
            int read = Size(kernel) * kernel.Schedule.Sweeps.Sum(s => s.Loads.Count), written = Size(kernel) * kernel.Schedule.Sweeps.Sum(s => s.Stores.Count);
            string passes = kernel.Sweeps.Count == 1 ? "one pass" : FormattableString.Invariant($"{kernel.Sweeps.Count} passes");
            parts.Add(FormattableString.Invariant(
                $"{List(fields.Where(f => !f.IsScalar).Select(f => f.Name))}: {passes} of the widest vectors there are (512, 256 or 128 bits), then the tail; {read} bytes read and {written} written per element."));
        }

        return "Schedule: " + string.Join(" ", parts);
    }

    private static int Size(Kernel kernel) => kernel.Program.Element == ElementType.Single ? 4 : 8;

    private static string Xml(string text) => string.Concat(text.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c)).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
