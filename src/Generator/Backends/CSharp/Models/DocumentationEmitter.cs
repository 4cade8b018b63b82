using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Analysis;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the remarks on a generated class: the formula, the place of the state, and the course of a step.</summary>
internal static class DocumentationEmitter
{
    /// <summary>Writes the remarks, and the attribute of a structure.</summary>
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        writer.Line("/// <remarks>");
        var formulas = model.Parameters.GroupBy(p => (p.Specialisation.Formula, p.Specialisation.Hyperparameters)).ToArray();
        foreach (var formula in formulas)
        {
            string parameters = formulas.Length == 1 ? "" : " for " + DocumentationText.List(formula.Select(p => p.Field.Name));
            foreach ((Program program, EquatableArray<long> values) in Parts(model, formula.First().Specialisation))
            {
                string[] lines = [.. Formula(program)];
                string title = Place(program) + Title(program) + parameters + Settings(model, program, values);
                writer.Line($"/// <para>{title}{(lines.Length == 0 ? ": nothing" : "")}.</para>");
                if (lines.Length == 0)
                    continue;
                writer.Line("/// <code>");
                foreach (string line in lines)
                    writer.Line("/// " + Xml(line));
                writer.Line("/// </code>");
            }
        }

        foreach (IGrouping<KernelIr, ModelParameter> fields in model.Parameters.GroupBy(p => p.Kernel.Ir))
        {
            Kernel kernel = fields.First().Kernel;
            bool isTogether = model.Layout is { HoldsStates: true };
            writer.Line($"/// <para>{State(kernel, isTogether && fields.All(p => p.Field.IsOwned))}</para>");
            if (fields.Where(p => p.IsNarrow(p.Kernel)).Select(p => p.Field.Name).ToArray() is { Length: > 0 } narrow)
                writer.Line($"/// <para>{Narrow(model.Target.State.Precision, kernel, narrow)}</para>");
            ParameterField[] wide = [.. fields.Where(p => !p.IsNarrow(p.Kernel)).Select(p => p.Field)];
            string sweeps = SweepPlanRemark.Write(kernel, wide, isTogether);
            if (sweeps.Length > 0)
                writer.Line($"/// <para>Sweeps: {sweeps}</para>");
            if (model.Target.FastMath)
                writer.Line($"/// <para>{FastMath(kernel.Program)}</para>");
        }

        if (model.Guard is { } guard)
            writer.Line($"/// <para>{Guard(guard)}</para>");
        if (model.Parameters.Any(p => p.Kernel.Noise is not null))
        {
            string seed = FormattableString.Invariant($"the seed {model.Target.NoiseSeed}");
            string inputs = $"{seed}, the step, the parameter and the element's index";
            writer.Line($"/// <para>Noise: drawn anew for each element in each step, as a function of {inputs}.</para>");
        }

        if (model.Target.SumsGradients)
        {
            string reads = model.Guard is { Measures: true } ? "twice, first to measure their sum" : "once";
            writer.Line($"/// <para>Sums: a step with several gradients reads each of them {reads}, and adds them up in the cache.</para>");
        }

        if (model.Target.Prune is { } prune)
            writer.Line($"/// <para>{Pruning(model, prune)}</para>");
        foreach (var scaled in model.Parameters.GroupBy(p => p.Specialisation.LearningRateScale).Where(g => g.Key != 1))
        {
            string names = DocumentationText.List(scaled.Select(p => p.Field.Name));
            writer.Line($"/// <para>{names}: {Literals.Decimal(scaled.Key)} times the learning rate.</para>");
        }

        if (model.Target.Submodels.Count > 0)
        {
            string names = DocumentationText.List(model.Target.Submodels.Select(p => p.Name));
            string rules = model.Target.Submodels.Count == 1 ? "its own rule" : "their own rules";
            writer.Line($"/// <para>{names}: stepped by {rules}, each model once.</para>");
        }

        writer.Line("/// </remarks>");

        // The compiler warns of fields in several parts of a structure, unless an attribute says that no code relies on their order.
        if (model.Target.TypeHierarchy is { IsStruct: true, HasLayout: false })
            writer.Line("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)]");
    }

    private static string Guard(GuardModel guard)
    {
        if (!guard.IsActive)
            return "gradientScale: what guards the model that holds this one; else 1.";
        string norm = guard.IsLargest ? "largest magnitude" : "norm";
        string?[] divisors = [guard.LossScale > 0 ? "lossScale" : null, guard.Waits ? Literals.Decimal(guard.MicroBatches) : null];
        string[] factors = [.. divisors.OfType<string>()];
        string coefficient = guard.Clips ? $"min(maxNorm / ({norm} + 1e-6), 1)" : "1";
        string scale = factors.Length switch
        {
            0 => coefficient,
            1 => $"{coefficient} / {factors[0]}",
            _ => $"{coefficient} / ({string.Join(" * ", factors)})",
        };
        string read = guard.Clips || guard.Skips ? "; one read of all gradients before the step" : "";
        string skip = guard.Skips ? ", which is skipped where one is not finite" : "";
        string wait = guard.Waits ? FormattableString.Invariant($" A step is the last of {guard.MicroBatches} calls.") : "";
        return $"gradientScale: {scale}{read}{skip}.{wait}";
    }

    private static string Pruning(LoweredModel model, PruneModel prune)
    {
        string end = Literals.Decimal(prune.Sparsity), names = DocumentationText.List(model.Pruned.Select(p => p.Field.Name));
        string progress = FormattableString.Invariant($"(step - {prune.Begin}) / {prune.End - prune.Begin}");
        string passes = FormattableString.Invariant($"every {prune.Every} steps from {prune.Begin} to {prune.End}");
        string schedule = prune.End == prune.Begin
            ? FormattableString.Invariant($"a share of {end} from step {prune.Begin} on")
            : $"{end} * (1 - (1 - {progress})^3) of all, {passes}";
        string scope = prune.Scope == "Model" ? "among all of them" : "of each array";
        return $"Pruned: {names}, {schedule}, the smallest {scope}; a bit more read per element.";
    }

    /// <summary>Returns the programs of a step, in the order of their effect, with the bits of their hyperparameters.</summary>
    public static IEnumerable<(Program Formula, EquatableArray<long> Values)> Parts(LoweredModel model, Specialisation specialisation)
    {
        // The guard's factor comes before all other stages.
        Program Scaled(Program program, int i) => model.Guard is not null && i == 0 ? Pipeline.Scaled(program) : program;

        return model.Composed.Programs
            .Select((program, i) => (Program: program, Values: model.Composed.ValuesOf(i, specialisation.Hyperparameters)))
            .OrderBy(p => p.Program.Kind switch { ProgramKind.Transform => 0, ProgramKind.Rule => 1, _ => 2 })
            .Select((p, i) => (Pipeline.Formula(Scaled(p.Program, i), p.Values, specialisation.IsMatrix), p.Values));
    }

    private static string Place(Program formula) => formula.Kind switch
    {
        ProgramKind.Transform => "Before the rule, ",
        ProgramKind.Average => "After the rule, ",
        _ => "",
    };

    private static string Title(Program formula) => Xml(formula.Source is null ? formula.Name : $"{formula.Name} ({formula.Source})");

    private static string Settings(LoweredModel model, Program formula, EquatableArray<long> hyperparameters)
    {
        string[] settings = [.. List(model, formula, hyperparameters)];
        return settings.Length == 0 ? "" : " with " + string.Join(", ", settings);
    }

    /// <summary>Returns a program with the numbers that its formula mentions, as a call: <c>AdamW (beta1 = 0.9)</c>.</summary>
    public static string Call(LoweredModel model, Program formula, EquatableArray<long> hyperparameters)
    {
        string[] settings = [.. List(model, formula, hyperparameters)];
        return Xml(settings.Length == 0 ? formula.Name : $"{formula.Name} ({string.Join(", ", settings)})");
    }

    // The numbers that the formula mentions. A number that only chooses a branch shows in the formula itself.
    private static IEnumerable<string> List(LoweredModel model, Program formula, EquatableArray<long> hyperparameters)
    {
        int[] used = [.. formula.Instructions.Where(i => i.Op == Op.Hyperparameter).Select(i => i.Payload.Index).OrderBy(i => i)];
        return used.Select(i =>
        {
            Hyperparameter h = formula.Hyperparameters[i];
            if (h.IsLearningRate && model.Target.Schedule is { } schedule)
                return $"{h.Name} = {schedule}.GetLearningRate(step - 1)";
            return new Setting(h, hyperparameters[i]).Text + (h.IsLearningRate ? " at first" : "");
        });
    }

    /// <summary>Returns the formula, one statement a line.</summary>
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

    private static string State(Kernel kernel, bool isOwned)
    {
        int count = kernel.Program.States.Count(s => s.Rate == Rate.Varying);
        string size = FormattableString.Invariant($"{Size(kernel) * count} bytes per {kernel.ElementKeyword}");
        string place = isOwned ? "the arena of the parameters" : "a field next to each parameter";
        string perElement = count == 0
            ? $"State: none for {kernel.ElementKeyword} {(kernel.AxisStates.Any() ? "elements" : "parameters")}."
            : $"State: {Names(kernel, Rate.Varying)}, {size}, in {place}.";
        if (kernel.AxisStates.Any())
        {
            string rows = Names(kernel, Rate.Row), columns = Names(kernel, Rate.Column);
            if (rows.Length > 0)
                perElement += $" {rows}: one {kernel.ElementKeyword} for each row.";
            if (columns.Length > 0)
                perElement += $" {columns}: one {kernel.ElementKeyword} for each column.";
        }

        if (kernel.TensorStates.Count > 0)
            perElement += $" {DocumentationText.List(kernel.TensorStates.Select(s => s.Name))}: one double for each parameter.";
        bool IsBegun(StateSlot state) => state.InitialFrom >= 0 && kernel.Program.Hyperparameters[state.InitialFrom].IsLearningRate;
        string[] begun = [.. kernel.Program.States.Where(IsBegun).Select(s => s.Name)];
        return begun.Length == 0 ? perElement
            : $"{perElement} {DocumentationText.List(begun)}: at first the learning rate of the first step.";
    }

    private static string Narrow(StatePrecision precision, Kernel kernel, string[] parameters)
    {
        int count = kernel.States.Count(), written = kernel.States.Count(s => s.IsChanged);
        double bytes = precision == StatePrecision.BFloat16 ? 2 : 1 + (4 / 256.0);
        string form = precision == StatePrecision.BFloat16
            ? "as bfloat16, rounded stochastically"
            : "from 4096 elements on as codes of 8 bits, with a scale for every 256";
        double bytesRead = (kernel.HasGradient ? 8 : 4) + (count * bytes), bytesWritten = 4 + (written * bytes);
        string traffic = FormattableString.Invariant($"{bytesRead:0.###} bytes read and {bytesWritten:0.###} written per element");
        string updated = kernel.HasTensorValues
            ? "The whole parameter is widened to float, updated and rounded."
            : $"A block of 512 at a time is widened to float, updated and rounded; {traffic}.";
        string size = FormattableString.Invariant($"{count * bytes:0.###} bytes per float instead of {4 * count}");
        return $"Narrow state: that of {DocumentationText.List(parameters)} is kept {form}, {size}. {updated}";
    }

    private static string Names(Kernel kernel, Rate rate) =>
        DocumentationText.List(kernel.Program.States.Where(s => s.Rate == rate).Select(s => s.Name));

    private static string FastMath(Program kernel)
    {
        var parts = new List<string>();
        void Add(Op op, string text)
        {
            if (kernel.Instructions.Any(i => i.Op == op))
                parts.Add(text);
        }

        Add(Op.SqrtEstimate, "refined estimates of square roots");
        Add(Op.Reciprocal, "products with reciprocals");
        Add(Op.MultiplyAddEstimate, "fused multiply-adds");
        if (parts.Count == 0)
            return "Fast math: nothing here gains by it within its bound; every bit is the rule's.";
        string bound = FormattableString.Invariant($"within {UlpErrorAnalysis.Compute(kernel)} ulp of the exact step's");
        return $"Fast math: {DocumentationText.List(parts)}, where the machine has them. The change of each element is {bound}.";
    }

    private static int Size(Kernel kernel) => kernel.Program.Element == ElementType.Single ? 4 : 8;

    private static string Xml(string text) => string.Concat(text.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c))
        .Replace("&", "&amp;")
        .Replace("<", "&lt;")
        .Replace(">", "&gt;");
}
