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
    public static void Emit(SourceWriter writer, TargetModel target, Program formula, EquatableArray<long> hyperparameters, IReadOnlyList<Kernel> kernels)
    {
        writer.Line("/// <remarks>");
        writer.Line($"/// <para>{Title(formula)}{Settings(formula, hyperparameters)}.</para>");
        writer.Line("/// <code>");
        foreach (string line in Formula(formula))
            writer.Line("/// " + Xml(line));
        writer.Line("/// </code>");
        foreach (Kernel kernel in kernels)
        {
            writer.Line($"/// <para>{State(kernel)}</para>");
            writer.Line($"/// <para>{Schedule(target, kernel)}</para>");
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
        int bytes = Size(kernel) * kernel.States.Count;
        string perElement = kernel.States.Count == 0
            ? $"State: none for {kernel.ElementKeyword} parameters."
            : FormattableString.Invariant($"State: {List(kernel.States.Select(s => s.Name))}, {bytes} bytes per {kernel.ElementKeyword}, in a field next to each parameter.");
        return kernel.FieldStates.Count == 0 ? perElement : $"{perElement} {List(kernel.FieldStates.Select(s => s.Name))}: one double for each parameter.";
    }

    private static string Schedule(TargetModel target, Kernel kernel)
    {
        ParameterField[] fields = [.. target.Parameters.Where(p => p.Element == kernel.Program.Element)];
        var parts = new List<string>();
        if (fields.Any(f => !f.IsArray))
            parts.Add($"{List(fields.Where(f => !f.IsArray).Select(f => f.Name))}: one value each, no loop.");
        if (fields.Any(f => f.IsArray))
        {
            int read = Size(kernel) * (2 + kernel.States.Count), written = Size(kernel) * (1 + kernel.States.Count);
            parts.Add(FormattableString.Invariant(
                $"{List(fields.Where(f => f.IsArray).Select(f => f.Name))}: one pass of the widest vectors there are (512, 256 or 128 bits), then the tail; {read} bytes read and {written} written per element."));
        }

        return "Schedule: " + string.Join(" ", parts);
    }

    private static int Size(Kernel kernel) => kernel.Program.Element == ElementType.Single ? 4 : 8;

    private static string Xml(string text) => string.Concat(text.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c)).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
