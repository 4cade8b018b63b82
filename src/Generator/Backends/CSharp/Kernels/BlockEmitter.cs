using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the way into a sweep that measures, or goes row by row: block by block, so that what is measured is still in the cache.</summary>
/// <param name="writer">Where to.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="sweep">The sweep.</param>
internal sealed class BlockEmitter(SourceWriter writer, Kernel kernel, KernelSweep sweep)
{
    private readonly Stream? _masked = sweep.Ir.IsMasked ? kernel.Stream(StreamId.Gradient) : null;
    private readonly string _copy = sweep.Ir.IsMasked ? Identifiers.Unique(kernel.Stream(StreamId.Gradient).Name + "Copy", new HashSet<string>(kernel.Taken)) : "";
    private readonly string _kept = sweep.Ir.IsMasked ? Identifiers.Unique(kernel.Stream(StreamId.Gradient).Name + "Kept", new HashSet<string>(kernel.Taken)) : "";

    public void Emit(string name)
    {
        IEnumerable<string> parameters = sweep.Arrays.Select(s => $"{(s.IsWritten || s.Stream == _masked ? "" : "ReadOnly")}Span<{kernel.ElementKeyword}> {s.Stream.Span}")
            .Concat(sweep.Blocks.Where(b => b.Intermediate is not null).Select(b => $"Intermediate<{kernel.ElementKeyword}> {b.Intermediate!.Span}"))
            .Concat(sweep.Axes.Select(a => $"{(a.IsWritten ? "" : "ReadOnly")}Span<{a.Axis.Type}> {a.Axis.Span}"))
            .Concat(sweep.Ir.IsByRow ? ["int rows", "int columns"] : [])
            .Append($"in {kernel.ClassName} uniforms{sweep.NoiseParameter}")
            .Concat(kernel.IsShared ? ["ref WorkShare workShare"] : [])
            .Concat(sweep.Ir.IsMasked ? [$"PruneMask? {kernel.Mask}"] : [])
            .Concat(sweep.Own.Where(a => a.Axis is null).Select(a => $"{a.Type} {a.Name}"))
            .Concat(sweep.Reductions.Where(r => r.Rate == Rate.Tensor).Select(r => "out double " + r.Result));
        string[] measured = [.. sweep.Reductions.Select(r => r.Axis?.Span ?? r.Result)];
        string measures = measured.Length == 0 ? "" : "measures " + DocumentationText.List(measured);
        writer.Line($"/// <summary>{SweepEmitter.Titled(sweep)}: {string.Join(" and ", new[] { sweep.Moves, measures }.Where(t => t.Length > 0))}.</summary>");
        writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"private static void {name}({string.Join(", ", parameters)})"))
        {
            foreach ((Stream block, _) in sweep.Blocks.Where(b => b.Intermediate is null))
                writer.Line($"Span<{kernel.ElementKeyword}> {block.Span} = stackalloc {kernel.ElementKeyword}[Block.Length];");
            if (sweep.Ir.IsMasked)
                writer.Line($"Span<{kernel.ElementKeyword}> {_copy} = stackalloc {kernel.ElementKeyword}[Block.Length];");
            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Rate != Rate.Row))
            {
                string first = reduction.Op == Op.Maximum ? "double.NegativeInfinity" : "0";
                string squares = reduction.Op == Op.Norm && kernel.ElementKeyword == "double" ? ", mayLeaveRange: true" : "";
                writer.Line(reduction.Rate == Rate.Tensor
                    ? $"{reduction.Op} {reduction.Name} = new({(kernel.IsShared ? FormattableString.Invariant($"in workShare, {kernel.Ir.TensorReductions.ToList().IndexOf(reduction.Ir)}") : "")});"
                    : $"using ColumnReduction {reduction.Name} = new(columns, {first}{squares});");
            }

            if (sweep.Ir.IsByRow)
                EmitRows();
            else if (kernel.IsShared)
                EmitPieces();
            else
                EmitBlock("start", "0", sweep.Arrays[0].Stream.Span + ".Length");
            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Rate == Rate.Tensor))
                writer.Line($"{reduction.Result} = {reduction.Name}.Result;");
            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Rate == Rate.Column))
                writer.Line($"{reduction.Name}.{(reduction.Op switch { Op.Mean => $"CopyMeansTo({reduction.Axis!.Span}, rows)", Op.Norm => $"CopyRootsTo({reduction.Axis!.Span})", _ => $"CopyTo({reduction.Axis!.Span})" })};");
        }
    }

    // What is only measured, in memory, need not go block by block.
    private void EmitPieces()
    {
        using (writer.Block("for (nuint first = 0, end = 0; workShare.TryGetNextRange(ref first, ref end);)"))
        {
            if (sweep.Ir.OnlyMeasures && !sweep.Ir.IsMasked)
            {
                foreach (SweepReduction reduction in sweep.Reductions)
                    writer.Line(Add(reduction, $"{reduction.Before!.Span}[(int)first..(int)end]"));
            }
            else
            {
                EmitBlock("start", "(int)first", "(int)end");
            }

            foreach (SweepReduction reduction in sweep.Reductions)
                writer.Line($"{reduction.Name}.EndPiece(first);");
        }
    }

    private void EmitRows()
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            foreach (SweepArgument argument in sweep.Own.Where(a => a.Axis is not null))
                writer.Line($"{argument.Type} {argument.Name} = {argument.Axis!.Span}[row];");
            SweepReduction[] reductions = [.. sweep.Reductions.Where(r => r.Rate == Rate.Row)];
            foreach (SweepReduction reduction in reductions)
                writer.Line($"{reduction.Op} {reduction.Name} = new();");
            EmitBlock("column", "0", "columns");
            foreach (SweepReduction reduction in reductions)
            {
                string result = kernel.ElementKeyword == "double" ? ".Result" : reduction.Op == Op.Norm ? ".SingleResult" : ".Result";
                string cast = result == ".Result" && kernel.ElementKeyword == "float" ? "(float)" : "";
                writer.Line($"{reduction.Axis!.Span}[row] = {cast}{reduction.Name}{result};");
            }

        }
    }

    private void EmitBlock(string index, string first, string end)
    {
        IEnumerable<string> arguments = sweep.Streams.Select(s => sweep.Blocks.Any(b => b.Block == s.Stream) ? s.Stream.Span : Slice(s.Stream))
            .Append("in uniforms" + (sweep.Ir.Draws.Count == 0 ? "" : kernel.NoiseAt("start")))
            .Concat(sweep.Own.Select(a => a.Name));
        using (writer.Block($"for (int {index} = {first}, count; {index} < {end}; {index} += count)"))
        {
            writer.Line($"count = Math.Min(Block.Length, {end} - {index});");
            if (sweep.Ir.IsByRow && sweep.Arrays.Count > 0)
                writer.Line("int start = row * columns + column;");
            if (_masked is not null)
                writer.Line($"Span<{kernel.ElementKeyword}> {_kept} = PruneMask.Kept({kernel.Mask}, start, {_masked.Span}.Slice(start, count), {_copy});");
            foreach ((Stream block, Stream? intermediate) in sweep.Blocks.Where(b => b.Intermediate is not null))
                writer.Line($"Span<{kernel.ElementKeyword}> {block.Span} = {intermediate!.Span}.Block(start, count);");
            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Before is not null))
                writer.Line(Add(reduction, Slice(reduction.Before!)));
            if (sweep.Stores.Count > 0)
                writer.Line($"UpdateBlock{sweep.Suffix}({string.Join(", ", arguments)});");

            // What the loop has cleared is the copy.
            if (_masked is not null && sweep.Ir.ZeroesGradient)
            {
                writer.Line($"if ({kernel.Mask} is not null && uniforms.{Kernel.ZeroGradients})");
                using (writer.Indent())
                    writer.Line($"{_masked.Span}.Slice(start, count).Clear();");
            }

            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.After is not null))
                writer.Line(Add(reduction, Measured(reduction.After!)));
        }
    }

    private string Measured(Stream stream) => sweep.Blocks.FirstOrDefault(b => b.Block == stream) switch
    {
        (null, _) => Slice(stream),
        (_, null) => stream.Span + "[..count]",
        _ => stream.Span,
    };

    private string Add(SweepReduction reduction, string elements)
    {
        if (reduction.Rate != Rate.Column)
            return $"{reduction.Name}.Add({elements});";
        string method = reduction.Op switch { Op.Norm => "AddSquares", Op.Maximum => "Max", _ => "Add" };
        return $"{reduction.Name}.{method}<{kernel.ElementKeyword}>(column, {elements});";
    }

    private string Slice(Stream stream) => stream == _masked ? _kept : $"{stream.Span}.Slice({(sweep.Ir.Streams.Any(s => s.Stream.Kind == StreamKind.Column && kernel.Stream(s.Stream) == stream) ? "column" : "start")}, count)";
}
