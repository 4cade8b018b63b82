using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// Writes the entry of a sweep that measures or goes row by row. The entry goes block by block, so that measured elements are still in the
/// cache.
/// </summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="sweep">The sweep.</param>
internal sealed class BlockEmitter(SourceWriter writer, Kernel kernel, KernelSweep sweep)
{
    private readonly Stream? _masked = sweep.Ir.IsMasked ? kernel.Stream(StreamId.Gradient) : null;
    private readonly string _copy = MaskedName(kernel, sweep, "Copy");
    private readonly string _kept = MaskedName(kernel, sweep, "Kept");

    /// <summary>Writes the entry as a method.</summary>
    public void Emit(string name)
    {
        string keyword = kernel.ElementKeyword;
        IEnumerable<Stream> intermediates = sweep.Blocks.Select(b => b.Intermediate).OfType<Stream>();
        IEnumerable<string> parameters = sweep.Arrays
            .Select(s => $"{SweepText.Span(s.IsWritten || s.Stream == _masked, keyword)} {s.Stream.Span}")
            .Concat(intermediates.Select(i => $"Intermediate<{keyword}> {i.Span}"))
            .Concat(sweep.Axes.Select(a => $"{SweepText.Span(a.IsWritten, a.Axis.Type)} {a.Axis.Span}"))
            .Concat(sweep.Ir.IsByRow ? ["int rows", "int columns"] : [])
            .Append($"in {kernel.ClassName} uniforms{sweep.NoiseParameter}")
            .Concat(kernel.IsShared ? ["ref WorkShare workShare"] : [])
            .Concat(sweep.Ir.IsMasked ? [$"PruneMask? {kernel.Mask}"] : [])
            .Concat(sweep.Own.Where(a => a.Axis is null).Select(a => $"{a.Type} {a.Name}"))
            .Concat(sweep.Reductions.Where(r => r.Rate == Rate.Tensor).Select(r => "out double " + r.Result));
        string[] measured = [.. sweep.Reductions.Select(r => r.Axis?.Span ?? r.Result)];
        string measures = measured.Length == 0 ? "" : "measures " + DocumentationText.List(measured);
        string summary = string.Join(" and ", new[] { sweep.Moves, measures }.Where(t => t.Length > 0));
        writer.Line($"/// <summary>{SweepEmitter.Titled(sweep)}: {summary}.</summary>");
        writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"private static void {name}({string.Join(", ", parameters)})"))
        {
            foreach ((Stream block, _) in sweep.Blocks.Where(b => b.Intermediate is null))
                writer.Line($"Span<{keyword}> {block.Span} = stackalloc {keyword}[Block.Length];");
            if (sweep.Ir.IsMasked)
                writer.Line($"Span<{keyword}> {_copy} = stackalloc {keyword}[Block.Length];");
            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Rate != Rate.Row))
            {
                string first = reduction.Op == Op.Maximum ? "double.NegativeInfinity" : "0";
                string squares = reduction.Op == Op.Norm && keyword == "double" ? ", mayLeaveRange: true" : "";
                string share = kernel.IsShared
                    ? FormattableString.Invariant($"in workShare, {kernel.Ir.TensorReductions.ToList().IndexOf(reduction.Ir)}")
                    : "";
                writer.Line(reduction.Rate == Rate.Tensor
                    ? $"{reduction.Op} {reduction.Name} = new({share});"
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
            {
                string copy = reduction.Op switch
                {
                    Op.Mean => $"CopyMeansTo({reduction.Axis!.Span}, rows)",
                    Op.Norm => $"CopyRootsTo({reduction.Axis!.Span})",
                    _ => $"CopyTo({reduction.Axis!.Span})",
                };
                writer.Line($"{reduction.Name}.{copy};");
            }
        }
    }

    // A sweep that only measures elements in memory has no use for blocks.
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
        IEnumerable<string> arguments = sweep.Streams
            .Select(s => sweep.Blocks.Any(b => b.Block == s.Stream) ? s.Stream.Span : Slice(s.Stream))
            .Append("in uniforms" + (sweep.Ir.Draws.Count == 0 ? "" : kernel.NoiseAt("start")))
            .Concat(sweep.Own.Select(a => a.Name));
        using (writer.Block($"for (int {index} = {first}, count; {index} < {end}; {index} += count)"))
        {
            writer.Line($"count = Math.Min(Block.Length, {end} - {index});");
            if (sweep.Ir.IsByRow && sweep.Arrays.Count > 0)
                writer.Line("int start = row * columns + column;");
            if (_masked is not null)
            {
                string gradient = $"{_masked.Span}.Slice(start, count)";
                writer.Line($"Span<{kernel.ElementKeyword}> {_kept} = PruneMask.Kept({kernel.Mask}, start, {gradient}, {_copy});");
            }

            foreach ((Stream block, Stream? intermediate) in sweep.Blocks.Where(b => b.Intermediate is not null))
                writer.Line($"Span<{kernel.ElementKeyword}> {block.Span} = {intermediate!.Span}.Block(start, count);");
            foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Before is not null))
                writer.Line(Add(reduction, Slice(reduction.Before!)));
            if (sweep.Stores.Count > 0)
                writer.Line($"UpdateBlock{sweep.Suffix}({string.Join(", ", arguments)});");

            // The loop has cleared the copy alone.
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

    private string Slice(Stream stream)
    {
        if (stream == _masked)
            return _kept;
        bool isColumn = sweep.Ir.Streams.Any(s => s.Stream.Kind == StreamKind.Column && kernel.Stream(s.Stream) == stream);
        return $"{stream.Span}.Slice({(isColumn ? "column" : "start")}, count)";
    }

    private static string MaskedName(Kernel kernel, KernelSweep sweep, string ending) => sweep.Ir.IsMasked
        ? Identifiers.Unique(kernel.Stream(StreamId.Gradient).Name + ending, new HashSet<string>(kernel.Taken))
        : "";
}
