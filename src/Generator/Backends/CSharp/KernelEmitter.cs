using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Writes the class of a kernel: the uniforms, the ways in, the loop, and the one body that all of them share.</summary>
internal static class KernelEmitter
{
    public static void Emit(SourceWriter writer, Kernel kernel)
    {
        writer.Line($"/// <summary>{kernel.Program.Name} over {kernel.ElementKeyword}: one body for vectors, for the tail of a loop and for single values.</summary>");
        writer.Line(FileEmitter.GeneratedCode);
        using (writer.Block($"file static class {kernel.ClassName}"))
        {
            EmitArray(writer, kernel);
            writer.Line();
            EmitScalar(writer, kernel);
            writer.Line();
            EmitLoop(writer, kernel);
            writer.Line();
            EmitBody(writer, kernel);
            writer.Line();
            EmitUniforms(writer, kernel);
        }
    }

    private static void EmitArray(SourceWriter writer, Kernel kernel)
    {
        string spans = Join(kernel.Streams.Select(s => $"{(s.IsWritten ? "" : "ReadOnly")}Span<{kernel.ElementKeyword}> {s.Name}"));
        writer.Line("/// <summary>Every element of an array.</summary>");
        if (kernel.Conditions.Count > 0)
        {
            string arguments = Join(kernel.Streams.Select(s => s.Name));
            using (writer.Block($"internal static void Update({spans}, in Uniforms uniforms)"))
                EmitChoice(writer, kernel, [], types => $"Run{Angled(types)}({arguments}, in uniforms);");
            writer.Line().Line("/// <summary>Every element of an array, in a step whose conditions are decided.</summary>");
        }

        writer.Line(kernel.Conditions.Count > 0
            ? $"private static void Run{Angled(kernel.Conditions.Select(c => c.TypeParameter))}({spans}, in Uniforms uniforms)"
            : $"internal static void Update({spans}, in Uniforms uniforms)");
        EmitConstraints(writer, kernel, lane: false);
        using (writer.Block())
            EmitWidths(writer, kernel);
    }

    // The widest vectors there are, then narrower ones for what is left.
    private static void EmitWidths(SourceWriter writer, Kernel kernel)
    {
        string arguments = Join(kernel.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Reference}"));
        string Loop(string lane) =>
            $"Loop{Angled(kernel.Conditions.Select(c => c.TypeParameter).Prepend($"{lane}<{kernel.ElementKeyword}>"))}({arguments}, i, length, in uniforms);";

        foreach (Stream stream in kernel.Streams)
            writer.Line($"{Ref(stream)} {kernel.ElementKeyword} {stream.Reference} = ref MemoryMarshal.GetReference({stream.Name});");
        writer.Line($"nuint length = (nuint){kernel.Parameter}.Length, i = 0;").Line();
        foreach (int bits in new[] { 512, 256, 128 })
        {
            writer.Line(System.FormattableString.Invariant($"if (Vector{bits}.IsHardwareAccelerated)"));
            using (writer.Indent())
                writer.Line("i = " + Loop(System.FormattableString.Invariant($"Lane{bits}")));
        }

        writer.Line(Loop("Lane1"));
    }

    private static void EmitScalar(SourceWriter writer, Kernel kernel)
    {
        string parameters = Join(kernel.Streams.Select(s => $"{Ref(s)} {kernel.ElementKeyword} {s.Name}"));
        string arguments = Join(kernel.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Name}").Append("0").Concat(kernel.Arguments.Select(u => "uniforms." + u.Field)));
        string lane = $"Lane1<{kernel.ElementKeyword}>";
        writer.Line("/// <summary>One value.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static void Update({parameters}, in Uniforms uniforms)"))
            EmitChoice(writer, kernel, [], types => $"Update{Angled(types.Prepend(lane))}({arguments});");
    }

    private static void EmitLoop(SourceWriter writer, Kernel kernel)
    {
        string parameters = Join(kernel.Streams.Select(s => $"{Ref(s)} {kernel.ElementKeyword} {s.Reference}"));
        string arguments = Join(kernel.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Reference}").Append("i").Concat(kernel.Arguments.Select(u => u.Name)));
        writer.Line("/// <summary>As many whole lanes as there are from element i on; returns the first element left.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private static nuint Loop{TypeParameters(kernel)}({parameters}, nuint i, nuint length, in Uniforms uniforms)");
        EmitConstraints(writer, kernel, lane: true);
        using (writer.Block())
        {
            foreach (Uniform uniform in kernel.Arguments)
                writer.Line($"{uniform.Type} {uniform.Name} = uniforms.{uniform.Field};");
            writer.Line("for (; length - i >= TLane.Count; i += TLane.Count)");
            using (writer.Indent())
                writer.Line($"Update{TypeParameters(kernel)}({arguments});");
            writer.Line("return i;");
        }
    }

    // A condition that is the same for all elements is asked here, once, and is a type from here on.
    private static void EmitChoice(SourceWriter writer, Kernel kernel, string[] decided, Func<string[], string> call)
    {
        if (decided.Length == kernel.Conditions.Count)
        {
            writer.Line(call(decided));
            return;
        }

        writer.Line($"if (uniforms.{kernel.Conditions[decided.Length].Field})");
        using (writer.Block())
            EmitChoice(writer, kernel, [.. decided, "True"], call);
        writer.Line("else");
        using (writer.Block())
            EmitChoice(writer, kernel, [.. decided, "False"], call);
    }

    private static void EmitBody(SourceWriter writer, Kernel kernel)
    {
        Program program = kernel.Program;
        var taken = new HashSet<string>(kernel.Taken, StringComparer.Ordinal);
        Dictionary<string, string> memory = kernel.Streams.ToDictionary(s => s.Name, s => s.Reference);
        var statements = new StatementList(program, kernel.Outputs.Select(o => o.Out), i => i.Rate == Rate.Varying, taken);
        var inputs = new List<(string Name, int Position)> { (kernel.Parameter, kernel.InputPosition(Op.Parameter)), (kernel.Gradient, kernel.InputPosition(Op.Gradient)) };
        inputs.AddRange(kernel.States.Select(s => (s.Name, kernel.InputPosition(Op.State, s.Index))));
        inputs.RemoveAll(input => input.Position < 0);
        foreach ((string name, int position) in inputs)
            statements.Bind(position, name);
        foreach (Uniform uniform in kernel.Arguments)
            statements.Bind(uniform.Position, uniform.Name);
        foreach (Uniform condition in kernel.Conditions)
            statements.Bind(condition.Position, condition.TypeParameter + ".Holds");

        var printer = new ExpressionPrinter(program, new Dialect.Lanes(program.Element), statements.VariableOf);
        string parameters = Join(kernel.Streams.Select(s => $"{Ref(s)} {kernel.ElementKeyword} {s.Reference}").Append("nuint i").Concat(kernel.Arguments.Select(u => $"{u.Type} {u.Name}")));
        writer.Line("/// <summary>The rule, for the elements of one lane.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private static void Update{TypeParameters(kernel)}({parameters})");
        EmitConstraints(writer, kernel, lane: true);
        using (writer.Block())
        {
            foreach ((string name, _) in inputs)
                writer.Line($"TLane {name} = TLane.Load({(name == kernel.Gradient ? "in" : "ref")} {memory[name]}, i);");
            writer.Line();
            foreach (string statement in statements.Print(printer, _ => "TLane "))
                writer.Line(statement + ";");
            writer.Line();
            foreach ((string name, int position) in kernel.Outputs.Where(o => inputs.All(input => input != o)))
                writer.Line($"{Stored(printer, statements, program, position)}.Store(ref {memory[name]}, i);");
        }
    }

    private static void EmitUniforms(SourceWriter writer, Kernel kernel)
    {
        Program program = kernel.Program;
        var taken = new HashSet<string>(["Math", "MathF", "RuleMath"], StringComparer.Ordinal);
        var statements = new StatementList(program, kernel.Uniforms.Select(u => u.Position).Concat(kernel.FieldStates.Select(s => s.Out)), i => i.Rate != Rate.Varying, taken);
        if (kernel.LearningRateName is { } learningRate)
            statements.Bind(program.Instructions.ToList().FindIndex(i => i.Op == Op.Hyperparameter), learningRate);
        if (kernel.StepName is { } step)
            statements.Bind(kernel.InputPosition(Op.Step), step);
        foreach (KernelState state in kernel.FieldStates)
            statements.Bind(kernel.InputPosition(Op.State, state.Index), state.Name);

        var printer = new ExpressionPrinter(program, new Dialect.Numbers(program.Element), statements.VariableOf);
        string parameters = Join(new[] { kernel.LearningRateName is { } l ? "double " + l : null, kernel.StepName is { } s ? "long " + s : null }
            .OfType<string>()
            .Concat(kernel.FieldStates.Select(f => "ref double " + f.Name)));
        writer.Line("/// <summary>What a step computes once for all elements.</summary>");
        using (writer.Block("internal readonly struct Uniforms"))
        {
            foreach (Uniform uniform in kernel.Uniforms)
                writer.Line($"internal readonly {uniform.Type} {uniform.Field};");
            writer.Line();
            using (writer.Block($"public Uniforms({parameters})"))
            {
                foreach (string statement in statements.Print(printer, i => Declared(kernel, i) + " "))
                    writer.Line(statement + ";");
                foreach (Uniform uniform in kernel.Uniforms)
                    writer.Line($"{(taken.Contains(uniform.Field) ? "this." : "")}{uniform.Field} = {printer.Print(uniform.Position)};");
                EmitFieldStates(writer, kernel, statements, printer);
            }
        }
    }

    // Those that the statements have not left in their own variables; all at once, since one may become what another was.
    private static void EmitFieldStates(SourceWriter writer, Kernel kernel, StatementList statements, ExpressionPrinter printer)
    {
        KernelState[] states = [.. kernel.FieldStates.Where(s => statements.VariableOf(s.Out) != s.Name)];
        if (states.Length == 1)
            writer.Line($"{states[0].Name} = {printer.Print(states[0].Out)};");
        else if (states.Length > 1)
            writer.Line($"({Join(states.Select(s => s.Name))}) = ({Join(states.Select(s => printer.Print(s.Out)))});");
    }

    private static string Stored(ExpressionPrinter printer, StatementList statements, Program program, int position) =>
        statements.VariableOf(position) is { } variable && program.Instructions[position].Rate == Rate.Varying
            ? variable
            : program.Instructions[position].Rate == Rate.Varying ? $"({printer.Print(position)})" : printer.PrintLane(position);

    private static string Declared(Kernel kernel, Instruction instruction) => instruction.Type switch
    {
        ScalarType.Bool => "bool",
        ScalarType.Long => "long",
        ScalarType.Element => kernel.ElementKeyword,
        _ => "double",
    };

    private static void EmitConstraints(SourceWriter writer, Kernel kernel, bool lane)
    {
        using (writer.Indent())
        {
            if (lane)
                writer.Line($"where TLane : struct, ILane<TLane, {kernel.ElementKeyword}>");
            foreach (Uniform condition in kernel.Conditions)
                writer.Line($"where {condition.TypeParameter} : struct, ICondition");
        }
    }

    private static string TypeParameters(Kernel kernel) => Angled(kernel.Conditions.Select(c => c.TypeParameter).Prepend(Dialect.Lanes.Type));

    private static string Angled(IEnumerable<string> types) => $"<{Join(types)}>";

    private static string Ref(Stream stream) => stream.IsWritten ? "ref" : "ref readonly";

    private static string Join(IEnumerable<string> items) => string.Join(", ", items);
}
