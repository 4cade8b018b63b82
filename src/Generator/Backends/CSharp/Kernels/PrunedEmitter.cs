using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes what kernels do about pruning: the elements that a mask names begin anew behind each update.</summary>
internal static class PrunedEmitter
{
    /// <summary>Writes the way into a kernel that updates every element by itself: it is cleared where it is pruned as long as it is in the cache.</summary>
    /// <param name="writer">Where to.</param>
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
        writer.Line("/// <summary>Every element of a parameter that is this thread's, a block at a time; what is pruned begins anew at 0.</summary>");
        writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"internal void Update({string.Join(", ", parameters)}{kernel.NoiseParameter}, ref StepContext context{Parameters(kernel, isOptional: false)})"))
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

    /// <summary>What a way into a kernel takes besides, behind the rest: the mask, and the values at which states begin anew.</summary>
    public static string Parameters(Kernel kernel, bool isOptional = true) =>
        $", PruneMask? {kernel.Mask}{(isOptional ? " = null" : "")}{string.Concat(kernel.Begun.Select(b => $", {kernel.ElementKeyword} {b.Initial}{(isOptional ? " = 0" : "")}"))}";

    /// <summary>The same as arguments.</summary>
    public static string Arguments(Kernel kernel) => $", {kernel.Mask}{string.Concat(kernel.Begun.Select(b => ", " + b.Initial))}";

    /// <summary>Writes how the elements of a parameter begin anew where they are pruned, behind its last sweep.</summary>
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

    // What has been updated, given its first index and how to spell its part of an array.
    private static void EmitApply(SourceWriter writer, Kernel kernel, string start, Func<string, string> part)
    {
        writer.Line($"{kernel.Mask}.Apply({start}, {part(kernel.Stream(StreamId.Parameter).Name)});");
        for (int s = 0; s < kernel.Program.States.Count; s++)
        {
            if (kernel.Program.States[s].Rate == Rate.Varying)
                writer.Line($"{kernel.Mask}.Apply({start}, {part(kernel.Stream(StreamId.State(s)).Name)}{(kernel.Begun.FirstOrDefault(b => b.Index == s) is { } begun ? ", " + begun.Initial : "")});");
        }
    }
}
