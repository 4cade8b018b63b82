using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// Writes the entry of a kernel for staged data. Narrow data is widened to floats that stay in the cache, updated, and rounded back.
/// Several gradients are added up in the cache.
/// </summary>
internal static class StagingEmitter
{
    /// <summary>Writes the entry.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="form">The form of the parameters in memory.</param>
    public static void Emit(SourceWriter writer, Kernel kernel, Staging form)
    {
        bool isMasked = kernel.IsMasked;
        string mask = isMasked ? PrunedEmitter.Arguments(kernel) : "";
        Stage[] stages = [.. form.Streams(kernel.Ir).AsEnumerable().Select(s => Name(kernel, s))];
        bool isWhole = kernel.HasTensorValues;
        string[] others =
        [
            .. kernel.AxisStates.Select(s => s.Span),
            .. kernel.TakesShape ? new[] { "rows", "columns" } : [],
            .. kernel.TensorStates.Select(s => "ref " + s.Name),
        ];
        string parameter = kernel.Stream(StreamId.Parameter).Name;
        IEnumerable<string> parameters = stages.Select(s => $"{s.Type} {s.Stream.Name}")
            .Concat(kernel.AxisStates.Select(s => $"Span<{kernel.ElementKeyword}> {s.Span}"))
            .Concat(kernel.TakesShape ? ["int rows", "int columns"] : [])
            .Concat(kernel.TensorStates.Select(s => "ref double " + s.Name));
        string blocks = isWhole ? "" : ", a block at a time";
        string summary = $"Updates every element of a parameter{StagingText.Form(form)}{blocks}: {StagingText.Steps(form)}";
        writer.Line($"/// <summary>{summary}.</summary>");
        if (form.IsNarrow || form.IsSummed)
            writer.Line(SweepEmitter.Optimized);
        string last = isMasked ? PrunedEmitter.Parameters(kernel) : "";
        using (writer.Block($"internal void Update({string.Join(", ", parameters)}{kernel.NoiseParameter}, ref StepContext context{last})"))
        {
            // A single gradient needs no sum: the kernel reads it in its place.
            if (form is { IsSummed: true, IsHalf: false, IsNarrow: false })
            {
                using (writer.Block($"if ({kernel.Stream(StreamId.Gradient).Name}.IsAlone)"))
                {
                    IEnumerable<string> arguments = stages.Select(s => s.Stream.Name + (s.IsSummed ? ".Alone" : "")).Concat(others);
                    writer.Line($"Update({string.Join(", ", arguments)}{kernel.NoiseArgument}, ref context{mask});");
                    writer.Line("return;");
                }

                writer.Line();
            }

            if (isWhole)
            {
                writer.Line($"if (!context.TryClaim({parameter}.Length))");
                using (writer.Indent())
                    writer.Line("return;");
            }

            writer.Line("StepContext alone = StepContext.Alone;");
            string length = isWhole ? parameter + ".Length" : $"Math.Min({parameter}.Length, Block.Length)";
            foreach ((Stage s, int order) in stages.Where(s => s.IsStaged).Select((s, order) => (s, order)))
                writer.Line($"using Scratch<{s.ElementKeyword}> {s.Wide} = new({length}{(order == 0 ? "" : ", order: " + order)});");
            if (isWhole)
            {
                string Narrow(Stage s) => s.Stream.Name;
                string Wide(Stage s) => s.Wide + ".Span";
                EmitBlock(writer, stages, Narrow, Wide, "0", parameter + ".Length", others, kernel.NoiseArgument, mask);
            }
            else
            {
                using (writer.Block($"for (nuint first = 0, end = 0; context.TryGetNextRange({parameter}.Length, ref first, ref end);)"))
                using (writer.Block("for (int start = (int)first, count; start < (int)end; start += count)"))
                {
                    writer.Line("count = Math.Min((int)end - start, Block.Length);");
                    string Narrow(Stage s) => $"{s.Stream.Name}.Slice(start, count)";
                    string Wide(Stage s) => $"{s.Wide}.Span[..count]";
                    EmitBlock(writer, stages, Narrow, Wide, "start", "count", [], kernel.NoiseAt("start"), "");
                }
            }
        }
    }

    private static Stage Name(Kernel kernel, StagedStream stream)
    {
        string number = stream.IsHalf ? "Half" : kernel.ElementKeyword;
        string type = stream.IsNarrow ? "NarrowState" : $"{(stream.IsSummed ? "GradientSum" : "Span")}<{number}>";
        return new(stream, kernel.Stream(stream.Stream), type, kernel.ElementKeyword);
    }

    private static void EmitBlock(
        SourceWriter writer,
        Stage[] stages,
        System.Func<Stage, string> narrow,
        System.Func<Stage, string> wide,
        string start,
        string count,
        string[] others,
        string noise,
        string mask)
    {
        foreach (Stage s in stages.Where(s => s.IsStaged))
        {
            writer.Line(s.IsNarrow || s is { IsSummed: true, IsHalf: true } ? $"{s.Stream.Name}.Widen({start}, {wide(s)});"
                : s.IsSummed ? $"{s.Type.Replace("GradientSum", "Span")} {s.Sum} = {s.Stream.Name}.Compute({start}, {wide(s)});"
                : $"Halves.Widen({narrow(s)}, {wide(s)});");
        }

        string Argument(Stage s) => s is { IsSummed: true, IsHalf: false } ? s.Sum : s.IsStaged ? wide(s) : narrow(s);
        writer.Line($"Update({string.Join(", ", stages.Select(Argument).Concat(others))}{noise}, ref alone{mask});");
        foreach (Stage s in stages.Where(s => s is { IsNarrow: true, IsChanged: true }))
            writer.Line($"{s.Stream.Name}.Measure({start}, {wide(s)});");
        foreach (Stage s in stages.Where(s => s is { IsStaged: true, IsChanged: true }))
        {
            writer.Line(s.IsNarrow
                ? $"{s.Stream.Name}.Round({start}, {wide(s)}, context.Step);"
                : $"Halves.Round({wide(s)}, {narrow(s)});");
        }

        // The kernel has cleared a copy alone.
        foreach (Stage s in stages.Where(s => s is { IsHalf: true, IsChanged: false } or { IsSummed: true }))
        {
            writer.Line($"if ({Kernel.ZeroGradients})");
            using (writer.Indent())
                writer.Line(s.IsSummed ? $"{s.Stream.Name}.Clear({start}, {count});" : $"{narrow(s)}.Clear();");
        }
    }

    /// <summary>A stream with the names of its staging buffer.</summary>
    private sealed record Stage(StagedStream Ir, Stream Stream, string Type, string ElementKeyword)
    {
        public bool IsStaged => Ir.IsStaged;

        public bool IsHalf => Ir.IsHalf;

        public bool IsNarrow => Ir.IsNarrow;

        public bool IsSummed => Ir.IsSummed;

        public bool IsChanged => Ir.IsChanged;

        public string Wide => Stream.Name + (IsSummed && !IsHalf ? "Scratch" : "Wide");

        public string Sum => Stream.Name + "Sum";
    }
}
