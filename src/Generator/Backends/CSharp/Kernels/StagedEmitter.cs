using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the way into a kernel for what is not kept as floats: widened to floats that stay in the cache, updated, and rounded back.</summary>
internal static class StagedEmitter
{
    public static void Emit(SourceWriter writer, Kernel kernel, Staged form)
    {
        Stage[] stages = [.. Stages(kernel, form)];
        bool isWhole = kernel.HasTensorValues;
        string parameter = kernel.Stream(Streams.Parameter).Name;
        IEnumerable<string> parameters = stages.Select(s => $"{s.Type} {s.Stream.Name}")
            .Concat(kernel.Lines.States.Select(s => $"Span<float> {s.Span}"))
            .Concat(kernel.HasLines ? ["int rows", "int columns"] : [])
            .Concat(kernel.TensorStates.Select(s => "ref double " + s.Name));
        writer.Line($"/// <summary>Every element of a parameter{form.Text}{(isWhole ? "" : ", a block at a time")}: widened to float, updated, and rounded.</summary>");
        if (form.IsNarrow)
            writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"internal static void Update({string.Join(", ", parameters)}, in Uniforms uniforms, ref Walk walk)"))
        {
            if (isWhole)
            {
                writer.Line($"if (!walk.Takes({parameter}.Length))");
                using (writer.Indent())
                    writer.Line("return;");
            }

            writer.Line("Walk alone = Walk.Alone;");
            string length = isWhole ? parameter + ".Length" : $"Math.Min({parameter}.Length, Block.Length)";
            foreach (Stage s in stages.Where(s => s.IsStaged))
                writer.Line($"using Scratch<float> {s.Wide} = new({length});");
            if (isWhole)
            {
                IEnumerable<string> others = kernel.Lines.States.Select(s => s.Span).Concat(kernel.HasLines ? ["rows", "columns"] : []).Concat(kernel.TensorStates.Select(s => "ref " + s.Name));
                EmitBlock(writer, stages, s => s.Stream.Name, s => s.Wide + ".Span", "0", [.. others]);
            }
            else
            {
                using (writer.Block($"while (walk.Next({parameter}.Length, out nuint first, out nuint end))"))
                using (writer.Block("for (int start = (int)first; start < (int)end; start += Block.Length)"))
                {
                    writer.Line("int count = Math.Min((int)end - start, Block.Length);");
                    EmitBlock(writer, stages, s => $"{s.Stream.Name}.Slice(start, count)", s => $"{s.Wide}.Span[..count]", "start", []);
                }
            }
        }

        writer.Line();
    }

    private static IEnumerable<Stage> Stages(Kernel kernel, Staged form)
    {
        string number = form.IsHalf ? "Half" : "float";
        yield return new(kernel.Stream(Streams.Parameter), $"Span<{number}>", form.IsHalf, IsNarrow: false, IsChanged: true);
        if (kernel.HasGradient)
            yield return new(kernel.Stream(Streams.Gradient), $"Span<{number}>", form.IsHalf, IsNarrow: false, IsChanged: false);
        foreach ((Stream state, bool isChanged) in kernel.States)
            yield return new(state, form.IsNarrow ? "NarrowState" : "Span<float>", IsHalf: false, form.IsNarrow, isChanged);
    }

    private static void EmitBlock(SourceWriter writer, Stage[] stages, System.Func<Stage, string> narrow, System.Func<Stage, string> wide, string start, string[] others)
    {
        foreach (Stage s in stages.Where(s => s.IsStaged))
            writer.Line(s.IsNarrow ? $"{s.Stream.Name}.Widen({start}, {wide(s)});" : $"Halves.Widen({narrow(s)}, {wide(s)});");
        writer.Line($"Update({string.Join(", ", stages.Select(s => s.IsStaged ? wide(s) : narrow(s)).Concat(others))}, in uniforms, ref alone);");
        foreach (Stage s in stages.Where(s => s is { IsStaged: true, IsChanged: true }))
            writer.Line(s.IsNarrow ? $"{s.Stream.Name}.Round({start}, {wide(s)}, walk.Step);" : $"Halves.Round({wide(s)}, {narrow(s)});");

        // Where the kernel has cleared a copy.
        foreach (Stage s in stages.Where(s => s is { IsHalf: true, IsChanged: false }))
        {
            writer.Line($"if (uniforms.{Kernel.ZeroGradients})");
            using (writer.Indent())
                writer.Line($"{narrow(s)}.Clear();");
        }
    }

    /// <summary>What goes through the kernel, and the form in which it is kept.</summary>
    private sealed record Stage(Stream Stream, string Type, bool IsHalf, bool IsNarrow, bool IsChanged)
    {
        public bool IsStaged => IsHalf || IsNarrow;

        public string Wide => Stream.Name + "Wide";
    }
}
