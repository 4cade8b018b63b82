using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the way into a kernel for parameters of <c>Half</c>: widened to float, updated, and rounded back; their state is float.</summary>
internal static class HalfEmitter
{
    public static void Emit(SourceWriter writer, Kernel kernel)
    {
        Stream[] wide = [kernel.Stream(Streams.Parameter), .. kernel.HasGradient ? [kernel.Stream(Streams.Gradient)] : System.Array.Empty<Stream>()];
        Stream[] states = [.. kernel.AllStreams.Except(wide)];
        IEnumerable<string> parameters = wide.Select((s, i) => $"{(i == 0 ? "" : "ReadOnly")}Span<Half> {s.Name}")
            .Concat(states.Select(s => $"Span<float> {s.Name}"))
            .Concat(kernel.Lines.States.Select(s => $"Span<float> {s.Span}"))
            .Concat(kernel.HasLines ? ["int rows", "int columns"] : [])
            .Concat(kernel.TensorStates.Select(s => "ref double " + s.Name));
        string parameter = wide[0].Name;
        bool isWhole = kernel.HasTensorValues;
        writer.Line($"/// <summary>Every element of a parameter of Half{(isWhole ? "" : ", a block at a time")}: widened to float, updated, and rounded.</summary>");
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
            foreach (Stream s in wide)
                writer.Line($"using Scratch<float> {Wide(s)} = new({length});");
            if (isWhole)
            {
                EmitBlock(wide, s => s.Name, s => Wide(s) + ".Span", [.. states.Select(s => s.Name), .. kernel.Lines.States.Select(s => s.Span), .. kernel.HasLines ? ["rows", "columns"] : System.Array.Empty<string>(), .. kernel.TensorStates.Select(s => "ref " + s.Name)]);
                return;
            }

            using (writer.Block($"while (walk.Next({parameter}.Length, out nuint first, out nuint end))"))
            using (writer.Block("for (int start = (int)first; start < (int)end; start += Block.Length)"))
            {
                writer.Line("int count = Math.Min((int)end - start, Block.Length);");
                EmitBlock(wide, s => $"{s.Name}.Slice(start, count)", s => $"{Wide(s)}.Span[..count]", [.. states.Select(s => $"{s.Name}.Slice(start, count)")]);
            }
        }

        void EmitBlock(Stream[] streams, System.Func<Stream, string> narrow, System.Func<Stream, string> wideOf, string[] others)
        {
            foreach (Stream s in streams)
                writer.Line($"Halves.Widen({narrow(s)}, {wideOf(s)});");
            writer.Line($"Update({string.Join(", ", streams.Select(wideOf).Concat(others))}, in uniforms, ref alone);");
            writer.Line($"Halves.Round({wideOf(streams[0])}, {narrow(streams[0])});");
        }

        writer.Line();
    }

    private static string Wide(Stream stream) => stream.Name + "Wide";
}
