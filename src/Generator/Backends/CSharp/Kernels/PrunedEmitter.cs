using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the code of kernels for pruning: the elements that a mask names begin anew after each update.</summary>
internal static class PrunedEmitter
{
    /// <summary>
    /// Writes the entry of a kernel that updates every element by itself. Pruned elements are cleared while their block is in the cache.
    /// </summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="form">The form of the parameters.</param>
    public static void Emit(SourceWriter writer, Kernel kernel, Staging form)
    {
        string keyword = form.IsHalf ? "Half" : kernel.ElementKeyword;
        string parameter = kernel.Stream(StreamId.Parameter).Name;
        string[] states = [.. kernel.States.Select(s => s.Stream.Name)];
        string[] own = [parameter, .. kernel.HasGradient ? [kernel.Stream(StreamId.Gradient).Name] : Array.Empty<string>()];
        IEnumerable<string> parameters = own.Select(s => $"{(form.IsSummed && s != parameter ? "GradientSum" : "Span")}<{keyword}> {s}")
            .Concat(states.Select(s => $"Span<{kernel.ElementKeyword}> {s}"));
        writer.Line(
            "/// <summary>Updates this thread's elements of a parameter, a block at a time; "
            + "what is pruned begins anew at 0.</summary>");
        writer.Line(SweepEmitter.Optimized);
        string last = Parameters(kernel, isOptional: false);
        using (writer.Block($"internal void Update({string.Join(", ", parameters)}{kernel.NoiseParameter}, ref StepContext context{last})"))
        {
            using (writer.Block($"if ({kernel.Mask} is null)"))
            {
                writer.Line($"Update({string.Join(", ", own.Concat(states))}{kernel.NoiseArgument}, ref context);");
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("StepContext alone = StepContext.Alone;");
            using (writer.Block($"for (nuint first = 0, end = 0; context.TryGetNextRange({parameter}.Length, ref first, ref end);)"))
            using (writer.Block("for (int start = (int)first, count; start < (int)end; start += count)"))
            {
                writer.Line("count = Math.Min((int)end - start, Block.Length);");
                writer.Line($"Update({string.Join(", ", own.Concat(states).Select(Block))}{kernel.NoiseAt("start")}, ref alone);");
                EmitApply(writer, kernel, "start", Block);
            }
        }

        static string Block(string stream) => stream + ".Slice(start, count)";
    }

    /// <summary>Returns the last parameters of an entry: the mask, and the values at which states begin anew.</summary>
    public static string Parameters(Kernel kernel, bool isOptional = true)
    {
        string initial = isOptional ? " = 0" : "";
        IEnumerable<string> begun = kernel.Begun.Select(b => $", {kernel.ElementKeyword} {b.Initial}{initial}");
        return $", PruneMask? {kernel.Mask}{(isOptional ? " = null" : "")}{string.Concat(begun)}";
    }

    /// <summary>Returns the last arguments of an entry: the mask, and the values at which states begin anew.</summary>
    public static string Arguments(Kernel kernel) => $", {kernel.Mask}{string.Concat(kernel.Begun.Select(b => ", " + b.Initial))}";

    /// <summary>Writes the code after the last sweep of a parameter, with which pruned elements begin anew.</summary>
    public static void EmitWhole(SourceWriter writer, Kernel kernel)
    {
        using (writer.Block($"if ({kernel.Mask} is not null)"))
        {
            if (!kernel.IsShared)
            {
                EmitApply(writer, kernel, "0", s => s);
                return;
            }

            using (writer.Block("for (nuint start = 0, end = 0; workShare.TryGetNextRange(ref start, ref end);)"))
                EmitApply(writer, kernel, "(int)start", s => s + "[(int)start..(int)end]");
        }
    }

    // The start is the index of the first updated element. The function spells the updated part of an array.
    private static void EmitApply(SourceWriter writer, Kernel kernel, string start, Func<string, string> part)
    {
        writer.Line($"{kernel.Mask}.Apply({start}, {part(kernel.Stream(StreamId.Parameter).Name)});");
        for (int s = 0; s < kernel.Program.States.Count; s++)
        {
            if (kernel.Program.States[s].Rate != Rate.Varying)
                continue;
            string state = part(kernel.Stream(StreamId.State(s)).Name);
            string initial = kernel.Begun.FirstOrDefault(b => b.Index == s) is { } begun ? ", " + begun.Initial : "";
            writer.Line($"{kernel.Mask}.Apply({start}, {state}{initial});");
        }
    }
}
