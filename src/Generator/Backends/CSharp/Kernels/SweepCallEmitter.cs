using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the call of a sweep, or of its cached variant if intermediates were kept.</summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="printer">The printer of the values that sweeps take.</param>
internal sealed class SweepCallEmitter(SourceWriter writer, Kernel kernel, ExpressionPrinter printer)
{
    /// <summary>Writes the call.</summary>
    public void Emit(KernelSweep sweep)
    {
        if (sweep.Cached is null)
        {
            EmitForm(sweep, "out double ");
            return;
        }

        foreach (SweepReduction reduction in sweep.Reductions.Where(r => r.Rate == Rate.Tensor))
            writer.Line($"double {reduction.Result};");
        writer.Line($"if ({kernel.Intermediates.First(k => sweep.Cached.Arrays.Any(a => a.Stream == k)).Span}.IsWhole)");
        using (writer.Block())
            EmitForm(sweep.Cached, "out ");
        writer.Line("else");
        using (writer.Block())
            EmitForm(sweep, "out ");
    }

    private void EmitForm(KernelSweep sweep, string result)
    {
        EmitCall(sweep, result);
        if (sweep.Ir is { IsLastOfGradient: true, ZeroesGradient: false })
        {
            writer.Line($"if ({Kernel.ZeroGradients})");
            using (kernel.IsShared ? writer.Block() : writer.Indent())
                EmitClear(kernel.Stream(StreamId.Gradient).Name);
        }
    }

    private void EmitClear(string gradient)
    {
        if (!kernel.IsShared)
        {
            writer.Line($"{gradient}.Clear();");
            return;
        }

        writer.Line("for (nuint start = 0, end = 0; workShare.TryGetNextRange(ref start, ref end);)");
        using (writer.Indent())
            writer.Line($"{gradient}[(int)start..(int)end].Clear();");
    }

    private void EmitCall(KernelSweep sweep, string result)
    {
        if (sweep.Ir.OnlyMeasures && !sweep.Ir.IsMasked && !kernel.IsShared)
        {
            foreach (SweepReduction reduction in sweep.Reductions)
                writer.Line($"double {reduction.Result} = {reduction.Op}.Compute({reduction.Before!.Span});");
            return;
        }

        IEnumerable<string> arguments = sweep.Arrays
            .Select(s => kernel.Intermediates.Contains(s.Stream) ? s.Stream.Span + ".Span" : s.Stream.Span)
            .Concat(sweep.Blocks.Select(b => b.Intermediate?.Span).OfType<string>())
            .Concat(sweep.Axes.Select(a => a.Axis.Memory))
            .Concat(sweep.Ir.IsByRow ? ["rows", "columns"] : [])
            .Append("in this" + sweep.NoiseArgument)
            .Concat(kernel.IsShared ? ["ref workShare"] : [])
            .Concat(sweep.Ir.IsMasked ? [kernel.Mask] : [])
            .Concat(sweep.Own.Where(a => a.Axis is null).Select(a => printer.Print(a.Position)))
            .Concat(sweep.Reductions.Where(r => r.Rate == Rate.Tensor).Select(r => result + r.Result));
        writer.Line($"Sweep{sweep.Suffix}({string.Join(", ", arguments)});");
    }
}
