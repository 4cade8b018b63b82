using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the methods of one sweep: the entries, the dispatch, the loop, and the one body that all of them share.</summary>
internal sealed class SweepEmitter(SourceWriter writer, Kernel kernel, KernelSweep sweep)
{
    // A method is never compiled in a slow tier of the JIT, and never inlined: the JIT's budget for inlining in a caller would not reach
    // down to the vectors.
    public const string Optimized = "[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]";

    private readonly SweepText _text = new(kernel, sweep);

    /// <summary>Writes a sweep that is the whole kernel, with entries for arrays and for single values.</summary>
    public void EmitAlone()
    {
        var entry = new EntryEmitter(writer, kernel, sweep, _text);
        entry.EmitSpans("Update", isWayIn: true, "Updates this thread's elements of a parameter", EntryEmitter.StepContext);
        writer.Line();
        entry.EmitArrays();
        entry.EmitScalar();
        EmitLoops();
    }

    /// <summary>Writes a sweep that the entry of the kernel calls.</summary>
    public void Emit()
    {
        var entry = new EntryEmitter(writer, kernel, sweep, _text);
        string name = "Sweep" + sweep.Suffix;
        if (sweep.Reductions.Count > 0 || sweep.Ir.IsByRow)
        {
            new BlockEmitter(writer, kernel, sweep).Emit(name);
            if (sweep.Stores.Count == 0)
                return;
            writer.Line();
            entry.EmitSpans("UpdateBlock" + sweep.Suffix, isWayIn: false, "The elements of a block");
        }
        else
        {
            entry.EmitSpans(name, isWayIn: false, $"{Titled(sweep)}: {sweep.Moves}", kernel.IsShared ? EntryEmitter.WorkShare : null);
        }

        EmitLoops();
    }

    /// <summary>Returns the title of a sweep in documentation.</summary>
    public static string Titled(KernelSweep sweep)
    {
        if (sweep.Suffix == "")
            return "Sweep";
        return sweep.Suffix.EndsWith(KernelSweep.CachedSuffix, StringComparison.Ordinal)
            ? $"Sweep {sweep.Suffix.Replace(KernelSweep.CachedSuffix, "")}, from cached intermediates"
            : "Sweep " + sweep.Suffix;
    }

    private void EmitLoops()
    {
        writer.Line();
        EmitLoop();
        writer.Line();
        EmitBody();
    }

    private void EmitLoop()
    {
        string draws = string.Concat(_text.Draws.Select(d => ", in " + d.Name));
        string arguments = $"{_text.References}, i{string.Concat(sweep.Arguments.Select(a => ", " + a.Name))}{draws}";
        string own = string.Concat(_text.Own.Select(a => $", {a.Type} {a.Name}"));
        string parameters =
            $"{_text.ReferenceParameters}, nuint i, nuint length, in {kernel.ClassName} uniforms{sweep.NoiseParameter}{own}";
        writer.Line(
            "/// <summary>Processes full vectors from element i onward; at least one must fit. "
            + "Returns the index of the first element not processed.</summary>");
        writer.Line(Optimized);
        writer.Line($"private static nuint {_text.Loop}{_text.TypeParameters}({parameters})");
        _text.EmitConstraints(writer, vector: true);
        using (writer.Block())
        {
            foreach (SweepArgument argument in sweep.Arguments.Except(_text.Own))
                writer.Line($"{argument.Type} {argument.Name} = uniforms.{argument.Field};");
            foreach ((string draw, string value) in _text.Draws)
                writer.Line($"NoiseSequence {draw} = {value};");
            // The JIT takes constants out of a loop only if the loop has a first turn for certain, which callers see to.
            writer.Line("do");
            using (writer.Block())
            {
                writer.Line($"{_text.Body}{_text.TypeParameters}({arguments});");
                writer.Line("i += TVector.Count;");
            }

            writer.Line("while (length - i >= TVector.Count);");
            writer.Line("return i;");
        }
    }

    private void EmitBody()
    {
        Program program = kernel.Program;
        var taken = new HashSet<string>(kernel.Taken, StringComparer.Ordinal);
        var statements = new StatementList(program, sweep.Stores.Select(o => o.Value), sweep.Ir.Computed.Contains, taken);
        foreach ((Stream stream, int value) in sweep.Loads)
            statements.Bind(value, stream.Name);
        foreach (SweepArgument argument in sweep.Arguments)
            statements.Bind(argument.Position, argument.Name);
        foreach (SweepArgument condition in sweep.Conditions)
            statements.Bind(condition.Position, condition.TypeParameter + ".Holds");

        var printer = new ExpressionPrinter(program, new Dialect.Vectors(program.Element, kernel.DrawName), statements.VariableOf);
        string parameters = SweepText.Join(sweep.Streams
            .Select(s => $"{SweepText.Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Reference}")
            .Append("nuint i")
            .Concat(sweep.Arguments.Select(a => $"{a.Type} {a.Name}"))
            .Concat(_text.Draws.Select(d => "in NoiseSequence " + d.Name)));
        string part = kernel.Sweeps.Count > 1 ? ": what this sweep needs of it" : "";
        writer.Line($"/// <summary>The rule, for the elements of one vector{part}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private static void {_text.Body}{_text.TypeParameters}({parameters})");
        _text.EmitConstraints(writer, vector: true);
        using (writer.Block())
        {
            foreach ((Stream stream, bool isWritten) in sweep.Streams.Where(s => sweep.Loads.Any(l => l.Stream == s.Stream)))
            {
                string load = $"TVector.Load({(isWritten ? "ref" : "in")} {stream.Reference}, i)";
                if (sweep.TouchedIf(stream) is { } condition)
                    load = $"{condition} ? {load} : default";
                writer.Line($"TVector {stream.Name} = {load};");
            }

            writer.Line();
            foreach (string statement in statements.Print(printer, _ => "TVector "))
                writer.Line(statement + ";");
            writer.Line();
            foreach ((Stream stream, int value) in sweep.Stores)
                EmitStore($"{Stored(printer, value)}.Store(ref {stream.Reference}, i);", sweep.TouchedIf(stream));
            if (sweep.Ir.ZeroesGradient)
            {
                string gradient = kernel.Stream(StreamId.Gradient).Reference;
                EmitStore($"TVector.Create(0).Store(ref {gradient}, i);", Kernel.ZeroCondition + ".Holds");
            }
        }
    }

    private void EmitStore(string store, string? condition)
    {
        if (condition is null)
        {
            writer.Line(store);
            return;
        }

        writer.Line($"if ({condition})");
        using (writer.Indent())
            writer.Line(store);
    }

    private string Stored(ExpressionPrinter printer, int position) =>
        kernel.Program.Instructions[position].Rate is not (Rate.Varying or Rate.Column) ? printer.PrintVector(position)
        : printer.PrintPrimary(position);
}
