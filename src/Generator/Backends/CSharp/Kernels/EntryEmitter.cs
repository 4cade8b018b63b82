using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the ways into the loop of a sweep: from spans, from arrays, and from single values without one.</summary>
internal sealed class EntryEmitter(SourceWriter writer, Kernel kernel, KernelSweep sweep, SweepText text)
{
    /// <summary>What hands out elements where threads share each of the parameters.</summary>
    public const string StepContext = "context";

    /// <summary>What hands them out where threads share a parameter that is measured as a whole.</summary>
    public const string WorkShare = "workShare";

    /// <summary>Writes the way in from spans.</summary>
    /// <param name="name">The name of the method.</param>
    /// <param name="isWayIn">True if models call it, and not the kernel itself.</param>
    /// <param name="summary">What it goes over.</param>
    /// <param name="from">What hands out the elements; null where it is all of them.</param>
    public void EmitSpans(string name, bool isWayIn, string summary, string? from = null)
    {
        string own = sweep.NoiseParameter + (from == WorkShare ? ", ref WorkShare workShare" : "") + string.Concat(text.Own.Select(a => $", {a.Type} {a.Name}")) + (from == StepContext ? ", ref StepContext context" : "");
        string spans = SweepText.Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "" : "ReadOnly")}Span<{kernel.ElementKeyword}> {s.Stream.Name}"));
        string parameters = $"{spans}{(isWayIn ? "" : $", in {kernel.ClassName} uniforms")}{own}";
        bool decides = text.Conditions.Count > 0;
        writer.Line($"/// <summary>{summary}.</summary>");
        writer.Line(decides && from == StepContext ? "[MethodImpl(MethodImplOptions.AggressiveInlining)]" : SweepEmitter.Optimized);
        using (writer.Block($"{(isWayIn ? "internal" : "private static")} void {name}({parameters}{string.Concat(text.OwnConditions.Select(a => $", bool {a.Name}"))})"))
        {
            foreach ((Stream stream, bool isWritten) in sweep.Streams)
                writer.Line($"{SweepText.Ref(isWritten)} {kernel.ElementKeyword} {stream.Reference} = ref MemoryMarshal.GetReference({stream.Name});");
            if (!decides)
            {
                EmitWidths(sweep.Streams[0].Stream.Name + ".Length", from, isWayIn ? "this" : "uniforms");
                return;
            }

            string length = from == WorkShare ? "" : $", {sweep.Streams[0].Stream.Name}.Length";
            string arguments = $"{text.References}{length}, in {(isWayIn ? "this" : "uniforms")}{sweep.NoiseArgument}{(from == WorkShare ? ", ref workShare" : "")}{string.Concat(text.Own.Select(a => ", " + a.Name))}{(from == StepContext ? ", ref context" : "")}";
            EmitChoice([], isWayIn ? "" : "uniforms.", types => $"{text.Dispatch}{SweepText.Angled(types)}({arguments});");
        }

        writer.Line().Line($"/// <summary>{summary}, in a step whose conditions are decided.</summary>");
        writer.Line(SweepEmitter.Optimized);
        writer.Line($"private static void {text.Dispatch}{SweepText.Angled(text.Conditions)}({text.ReferenceParameters}{(from == WorkShare ? "" : ", int count")}, in {kernel.ClassName} uniforms{own})");
        text.EmitConstraints(writer, vector: false);
        using (writer.Block())
            EmitWidths("count", from, "uniforms");
    }

    /// <summary>Writes the way in from arrays, which a class of many calls: its code stays short.</summary>
    public void EmitArrays()
    {
        Stream[] arrays = [kernel.Stream(StreamId.Parameter), .. kernel.HasGradient ? [kernel.Stream(StreamId.Gradient)] : Array.Empty<Stream>()];
        string parameters = SweepText.Join(sweep.Streams.Select(s => $"{(arrays.Contains(s.Stream) ? kernel.ElementKeyword + "[]?" : $"in StateArray<{kernel.ElementKeyword}>")} {s.Stream.Name}"));
        string arguments = SweepText.Join(sweep.Streams.Select(s => !arrays.Contains(s.Stream) ? s.Stream.Name + ".Span" : $"new {(s.IsWritten ? "" : "ReadOnly")}Span<{kernel.ElementKeyword}>({s.Stream.Name})"));
        writer.Line("/// <summary>Every element of an array that is this thread's.</summary>");
        writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"internal void Update({parameters}{sweep.NoiseParameter}, ref StepContext context)"))
            writer.Line($"Update({arguments}{sweep.NoiseArgument}, ref context);");
        writer.Line();
    }

    /// <summary>Writes the way in from single values.</summary>
    public void EmitScalar()
    {
        string parameters = SweepText.Join(sweep.Streams.Select(s => $"{SweepText.Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Name}"));
        string arguments = SweepText.Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Name}").Append("0").Concat(sweep.Arguments.Select(a => a.Field!)).Concat(text.Draws.Select(d => d.Value)));
        string vector = $"SimdScalar<{kernel.ElementKeyword}>";
        writer.Line("/// <summary>One value.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal void Update({parameters}{sweep.NoiseParameter})"))
        {
            // The gradients of single values are cleared all at once: code for either answer would stand at every call.
            EmitChoice(sweep.Ir.ZeroesGradient ? ["False"] : [], "", types => $"{text.Body}{SweepText.Angled(types.Prepend(vector))}({arguments});");
        }
    }

    // The widest vectors there are, then narrower ones for what is left.
    private void EmitWidths(string count, string? from, string uniforms)
    {
        string Loop(string vector) =>
            $"{text.Loop}{SweepText.Angled(text.Conditions.Prepend($"{vector}<{kernel.ElementKeyword}>"))}({text.References}, i, length, in {uniforms}{sweep.NoiseArgument}{string.Concat(text.Own.Select(a => ", " + a.Name))});";

        if (from is not null)
        {
            using (writer.Block($"for (nuint i = 0, length = 0; {from}.TryGetNextRange({(from == StepContext ? count + ", " : "")}ref i, ref length);)"))
                EmitVectors(Loop);
            return;
        }

        writer.Line($"nuint length = (nuint){count}, i = 0;").Line();
        EmitVectors(Loop);
    }

    private void EmitVectors(Func<string, string> loop)
    {
        foreach (int bits in new[] { 512, 256, 128 })
        {
            string vector = FormattableString.Invariant($"Simd{bits}");
            writer.Line(FormattableString.Invariant($"if (Vector{bits}.IsHardwareAccelerated && length - i >= {vector}<{kernel.ElementKeyword}>.Count)"));
            using (writer.Indent())
                writer.Line("i = " + loop(vector));
        }

        writer.Line("if (i < length)");
        using (writer.Indent())
            writer.Line(loop("SimdScalar"));
    }

    // A condition that is the same for all elements is asked here, once, and is a type from here on.
    private void EmitChoice(string[] decided, string owner, Func<string[], string> call)
    {
        if (decided.Length == text.Conditions.Count)
        {
            writer.Line(call(decided));
            return;
        }

        int index = decided.Length - (text.Conditions.Count - sweep.Conditions.Count);
        string condition = index < 0 ? owner + Kernel.ZeroGradients : sweep.Conditions[index] is { Field: { } field } ? owner + field : sweep.Conditions[index].Name;
        writer.Line($"if ({condition})");
        using (writer.Block())
            EmitChoice([.. decided, "True"], owner, call);
        writer.Line("else");
        using (writer.Block())
            EmitChoice([.. decided, "False"], owner, call);
    }
}
