using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the methods of one sweep: the ways in, the loop, and the one body that all of them share.</summary>
internal sealed class SweepEmitter(SourceWriter writer, Kernel kernel, KernelSweep sweep)
{
    // Never in a slow tier of the JIT, and never in a caller, where its budget for inlining would not reach down to the lanes.
    public const string Optimized = "[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]";

    private readonly string _update = "Update" + sweep.Suffix;
    private readonly string _loop = "Loop" + sweep.Suffix;
    private readonly string _run = "Run" + sweep.Suffix;
    private readonly string[] _conditions = [.. sweep.Zeroes ? [Kernel.ZeroCondition] : System.Array.Empty<string>(), .. sweep.Conditions.Select(c => c.TypeParameter)];

    // What differs by parameter comes as arguments, next to the uniforms.
    private readonly SweepArgument[] _own = [.. sweep.Arguments.Where(a => a.Field is null)];
    private readonly SweepArgument[] _ownConditions = [.. sweep.Conditions.Where(a => a.Field is null)];

    /// <summary>A sweep that is all there is to the kernel: over arrays and over single values.</summary>
    public void EmitAlone()
    {
        EmitArray("Update", "internal", "Every element of a parameter that is this thread's", isShared: true);
        writer.Line();
        EmitArrays();
        EmitScalar();
        EmitLoops();
    }

    /// <summary>A sweep that is led up to.</summary>
    public void Emit()
    {
        string name = "Sweep" + sweep.Suffix;
        if (sweep.Reductions.Count > 0 || sweep.IsByRow)
        {
            new BlockEmitter(writer, kernel, sweep).Emit(name);
            if (sweep.Stores.Count == 0)
                return;
            writer.Line();
            EmitArray("Block" + sweep.Suffix, "private", "The elements of a block");
        }
        else
        {
            EmitArray(name, "private", $"{Titled(name)}: {sweep.Moves}");
        }

        EmitLoops();
    }

    private void EmitLoops()
    {
        writer.Line();
        EmitLoop();
        writer.Line();
        EmitBody();
    }

    public static string Titled(string name) => name.Insert("Sweep".Length, name == "Sweep" ? "" : " ");

    private void EmitArray(string name, string access, string summary, bool isShared = false)
    {
        string own = string.Concat(_own.Select(a => $", {a.Type} {a.Name}")) + (isShared ? ", ref Walk walk" : "");
        string parameters = $"{Join(sweep.Streams.Select(Span))}, in Uniforms uniforms{own}";
        bool decides = _conditions.Length > 0;
        writer.Line($"/// <summary>{summary}.</summary>");
        writer.Line(decides && isShared ? "[MethodImpl(MethodImplOptions.AggressiveInlining)]" : Optimized);
        using (writer.Block($"{access} static void {name}({parameters}{string.Concat(_ownConditions.Select(a => $", bool {a.Name}"))})"))
        {
            foreach ((Stream stream, bool isWritten) in sweep.Streams)
                writer.Line($"{Ref(isWritten)} {kernel.ElementKeyword} {stream.Reference} = ref MemoryMarshal.GetReference({stream.Name});");
            if (!decides)
            {
                EmitWidths(sweep.Streams[0].Stream.Name + ".Length", isShared);
                return;
            }

            string arguments = $"{References()}, {sweep.Streams[0].Stream.Name}.Length, in uniforms{string.Concat(_own.Select(a => ", " + a.Name))}{(isShared ? ", ref walk" : "")}";
            EmitChoice([], types => $"{_run}{Angled(types)}({arguments});");
        }

        string references = Join(sweep.Streams.Select(s => $"{Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Reference}"));
        writer.Line().Line($"/// <summary>{summary}, in a step whose conditions are decided.</summary>");
        writer.Line(Optimized);
        writer.Line($"private static void {_run}{Angled(_conditions)}({references}, int count, in Uniforms uniforms{own})");
        EmitConstraints(lane: false);
        using (writer.Block())
            EmitWidths("count", isShared);
    }

    private string References() => Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Reference}"));

    // What a class of many arrays calls: its code stays short.
    private void EmitArrays()
    {
        Stream[] arrays = [kernel.Stream(Streams.Parameter), .. kernel.HasGradient ? [kernel.Stream(Streams.Gradient)] : Array.Empty<Stream>()];
        string parameters = Join(sweep.Streams.Select(s => $"{(arrays.Contains(s.Stream) ? kernel.ElementKeyword + "[]?" : $"StateArray<{kernel.ElementKeyword}>")} {s.Stream.Name}"));
        string arguments = Join(sweep.Streams.Select(s => !arrays.Contains(s.Stream) ? s.Stream.Name + ".Span" : $"new {(s.IsWritten ? "" : "ReadOnly")}Span<{kernel.ElementKeyword}>({s.Stream.Name})"));
        writer.Line("/// <summary>Every element of an array that is this thread's.</summary>");
        writer.Line(Optimized);
        using (writer.Block($"internal static void Update({parameters}, in Uniforms uniforms, ref Walk walk)"))
            writer.Line($"Update({arguments}, in uniforms, ref walk);");
        writer.Line();
    }

    // The widest vectors there are, then narrower ones for what is left.
    private void EmitWidths(string count, bool isShared)
    {
        string Loop(string lane) =>
            $"{_loop}{Angled(_conditions.Prepend($"{lane}<{kernel.ElementKeyword}>"))}({References()}, i, length, in uniforms{string.Concat(_own.Select(a => ", " + a.Name))});";

        if (isShared)
        {
            using (writer.Block($"while (walk.Next({count}, out nuint i, out nuint length))"))
                EmitLanes(Loop);
            return;
        }

        writer.Line($"nuint length = (nuint){count}, i = 0;").Line();
        EmitLanes(Loop);
    }

    private void EmitLanes(Func<string, string> loop)
    {
        foreach (int bits in new[] { 512, 256, 128 })
        {
            string lane = FormattableString.Invariant($"Lane{bits}");
            writer.Line(FormattableString.Invariant($"if (Vector{bits}.IsHardwareAccelerated && length - i >= {lane}<{kernel.ElementKeyword}>.Count)"));
            using (writer.Indent())
                writer.Line("i = " + loop(lane));
        }

        writer.Line("if (i < length)");
        using (writer.Indent())
            writer.Line(loop("Lane1"));
    }

    private void EmitScalar()
    {
        string parameters = Join(sweep.Streams.Select(s => $"{Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Name}"));
        string arguments = Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Name}").Append("0").Concat(sweep.Arguments.Select(a => "uniforms." + a.Field)));
        string lane = $"Lane1<{kernel.ElementKeyword}>";
        writer.Line("/// <summary>One value.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static void Update({parameters}, in Uniforms uniforms)"))
        {
            // The gradients of single values are cleared all at once: code for either answer would stand at every call.
            EmitChoice(sweep.Zeroes ? ["False"] : [], types => $"{_update}{Angled(types.Prepend(lane))}({arguments});");
        }
    }

    private void EmitLoop()
    {
        string parameters = Join(sweep.Streams.Select(s => $"{Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Reference}"));
        string arguments = Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Reference}").Append("i").Concat(sweep.Arguments.Select(a => a.Name)));
        writer.Line("/// <summary>As many whole lanes as there are from element i on, of which there is one; returns the first element left.</summary>");
        writer.Line(Optimized);
        writer.Line($"private static nuint {_loop}{TypeParameters()}({parameters}, nuint i, nuint length, in Uniforms uniforms{string.Concat(_own.Select(a => $", {a.Type} {a.Name}"))})");
        EmitConstraints(lane: true);
        using (writer.Block())
        {
            foreach (SweepArgument argument in sweep.Arguments.Except(_own))
                writer.Line($"{argument.Type} {argument.Name} = uniforms.{argument.Field};");
            // There is a first turn, as the callers see to: only then does the JIT take constants out of the loop.
            writer.Line("do");
            using (writer.Block())
            {
                writer.Line($"{_update}{TypeParameters()}({arguments});");
                writer.Line("i += TLane.Count;");
            }

            writer.Line("while (length - i >= TLane.Count);");
            writer.Line("return i;");
        }
    }

    // A condition that is the same for all elements is asked here, once, and is a type from here on.
    private void EmitChoice(string[] decided, Func<string[], string> call)
    {
        if (decided.Length == _conditions.Length)
        {
            writer.Line(call(decided));
            return;
        }

        int index = decided.Length - (_conditions.Length - sweep.Conditions.Count);
        string condition = index < 0 ? "uniforms." + Kernel.ZeroGradients : sweep.Conditions[index] is { Field: { } field } ? "uniforms." + field : sweep.Conditions[index].Name;
        writer.Line($"if ({condition})");
        using (writer.Block())
            EmitChoice([.. decided, "True"], call);
        writer.Line("else");
        using (writer.Block())
            EmitChoice([.. decided, "False"], call);
    }

    private void EmitBody()
    {
        Program program = kernel.Program;
        var taken = new HashSet<string>(kernel.Taken, StringComparer.Ordinal);
        var statements = new StatementList(program, sweep.Stores.Select(o => o.Value), sweep.Computes, taken);
        foreach ((Stream stream, int value) in sweep.Loads)
            statements.Bind(value, stream.Name);
        foreach (SweepArgument argument in sweep.Arguments)
            statements.Bind(argument.Position, argument.Name);
        foreach (SweepArgument condition in sweep.Conditions)
            statements.Bind(condition.Position, condition.TypeParameter + ".Holds");

        var printer = new ExpressionPrinter(program, new Dialect.Lanes(program.Element), statements.VariableOf);
        string parameters = Join(sweep.Streams.Select(s => $"{Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Reference}").Append("nuint i").Concat(sweep.Arguments.Select(a => $"{a.Type} {a.Name}")));
        writer.Line($"/// <summary>The rule, for the elements of one lane{(kernel.Sweeps.Count > 1 ? ": what this sweep needs of it" : "")}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private static void {_update}{TypeParameters()}({parameters})");
        EmitConstraints(lane: true);
        using (writer.Block())
        {
            foreach ((Stream stream, bool isWritten) in sweep.Streams.Where(s => sweep.Loads.Any(l => l.Stream == s.Stream)))
                writer.Line($"TLane {stream.Name} = TLane.Load({(isWritten ? "ref" : "in")} {stream.Reference}, i);");
            writer.Line();
            foreach (string statement in statements.Print(printer, _ => "TLane "))
                writer.Line(statement + ";");
            writer.Line();
            foreach ((Stream stream, int value) in sweep.Stores)
                writer.Line($"{Stored(printer, statements, value)}.Store(ref {stream.Reference}, i);");
            if (sweep.Zeroes)
            {
                writer.Line($"if ({Kernel.ZeroCondition}.Holds)");
                using (writer.Indent())
                    writer.Line($"TLane.Create(0).Store(ref {kernel.Stream(Streams.Gradient).Reference}, i);");
            }
        }
    }

    private string Stored(ExpressionPrinter printer, StatementList statements, int position) =>
        kernel.Program.Instructions[position].Rate is not (Rate.Varying or Rate.Column) ? printer.PrintLane(position)
        : statements.VariableOf(position) ?? $"({printer.Print(position)})";

    private void EmitConstraints(bool lane)
    {
        using (writer.Indent())
        {
            if (lane)
                writer.Line($"where TLane : struct, ILane<TLane, {kernel.ElementKeyword}>");
            foreach (string condition in _conditions)
                writer.Line($"where {condition} : struct, ICondition");
        }
    }

    private string Span((Stream Stream, bool IsWritten) stream) => Span(stream.Stream.Name, stream.IsWritten);

    private string Span(string name, bool isWritten) => $"{(isWritten ? "" : "ReadOnly")}Span<{kernel.ElementKeyword}> {name}";

    private string TypeParameters() => Angled(_conditions.Prepend(Dialect.Lanes.Type));

    private static string Angled(IEnumerable<string> types) => $"<{Join(types)}>";

    private static string Ref(bool isWritten) => isWritten ? "ref" : "ref readonly";

    private static string Join(IEnumerable<string> items) => string.Join(", ", items);
}
