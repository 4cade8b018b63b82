using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the way into a kernel for what is pruned: updated, and cleared where it is pruned as long as it is in the cache.</summary>
internal static class PrunedEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="keyword">The type of the elements of parameters.</param>
    /// <param name="isSummed">Whether the gradient is the sum of several.</param>
    /// <param name="isMasked">Whether the kernel has a use for the mask, so that gradients of what is pruned count as 0 in what it measures.</param>
    public static void Emit(SourceWriter writer, Kernel kernel, string keyword, bool isSummed, bool isMasked)
    {
        string parameter = kernel.Stream(Streams.Parameter).Name, mask = kernel.Mask;
        string[] states = [.. kernel.States.Select(s => s.Stream.Name)];
        string[] own = [parameter, .. kernel.HasGradient ? [kernel.Stream(Streams.Gradient).Name] : System.Array.Empty<string>()];
        string[] others = [.. kernel.Lines.States.Select(s => s.Span), .. kernel.HasLines ? ["rows", "columns"] : System.Array.Empty<string>(), .. kernel.TensorStates.Select(s => "ref " + s.Name)];
        StateSlot[] begun = [.. Begun(kernel)];
        (string Name, string Value)[] pruned =
        [
            (parameter, ""),
            .. kernel.Program.States.Where(s => s.Rate == Rate.Varying).Zip(states, (slot, name) => (name, begun.Contains(slot) ? ", " + Initial(name) : "")),
        ];
        IEnumerable<string> parameters = own.Select(s => $"{(isSummed && s != parameter ? "GradientSum" : "Span")}<{keyword}> {s}")
            .Concat(states.Concat(kernel.Lines.States.Select(s => s.Span)).Select(s => $"Span<{kernel.ElementKeyword}> {s}"))
            .Concat(kernel.HasLines ? ["int rows", "int columns"] : [])
            .Concat(kernel.TensorStates.Select(s => "ref double " + s.Name))
            .Append($"PruneMask? {mask}")
            .Concat(pruned.Where(p => p.Value.Length > 0).Select(p => $"{kernel.ElementKeyword} {Initial(p.Name)}"));
        writer.Line($"/// <summary>Every element of a parameter that is this thread's{(kernel.HasTensorValues ? "" : ", a block at a time")}; what is pruned begins anew at 0.</summary>");
        writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"internal static void Update({string.Join(", ", parameters)}, in Uniforms uniforms{kernel.NoiseParameter}, ref Walk walk)"))
        {
            using (writer.Block($"if ({mask} is null)"))
            {
                writer.Line($"Update({string.Join(", ", own.Concat(states).Concat(others))}, in uniforms{kernel.NoiseArgument}, ref walk);");
                writer.Line("return;");
            }

            writer.Line();
            if (kernel.HasTensorValues)
            {
                writer.Line($"if (!walk.Takes({parameter}.Length))");
                using (writer.Indent())
                    writer.Line("return;");
                writer.Line("Walk alone = Walk.Alone;");
                EmitBlock("0", s => s);
            }
            else
            {
                writer.Line("Walk alone = Walk.Alone;");
                using (writer.Block($"for (nuint first = 0, end = 0; walk.Next({parameter}.Length, ref first, ref end);)"))
                using (writer.Block("for (int start = (int)first; start < (int)end; start += Block.Length)"))
                {
                    writer.Line("int count = Math.Min((int)end - start, Block.Length);");
                    EmitBlock("start", s => s + ".Slice(start, count)");
                }
            }
        }

        writer.Line();

        void EmitBlock(string start, System.Func<string, string> block)
        {
            writer.Line($"Update({string.Join(", ", own.Concat(states).Select(block).Concat(others))}, in uniforms{(start == "0" ? kernel.NoiseArgument : kernel.NoiseAt(start))}, ref alone{(isMasked ? ", " + mask : "")});");
            foreach ((string name, string value) in pruned)
                writer.Line($"{mask}.Apply({start}, {block(name)}{value});");
        }
    }

    /// <summary>The states that may begin at another value than 0, which each parameter then hands over.</summary>
    public static IEnumerable<StateSlot> Begun(Kernel kernel) => kernel.Program.States.Where(s => s.Rate == Rate.Varying && (s.InitialFrom >= 0 || s.Initial != 0));

    private static string Initial(string state) => state + "Initial";
}
