using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the entries of a sweep: from spans and from arrays to the loop, and from single values to the body.</summary>
internal sealed class EntryEmitter(SourceWriter writer, Kernel kernel, KernelSweep sweep, SweepText text)
{
    /// <summary>The variable that hands out elements if threads share the elements of every parameter.</summary>
    public const string StepContext = "context";

    /// <summary>The variable that hands out elements if threads share a parameter that is measured as a whole.</summary>
    public const string WorkShare = "workShare";

    private string OwnArguments => string.Concat(text.Own.Select(a => ", " + a.Name));

    /// <summary>Writes the entry from spans, and the dispatch if there are conditions.</summary>
    /// <param name="name">The name of the method.</param>
    /// <param name="isWayIn">True if models call the method; false if the kernel itself does.</param>
    /// <param name="summary">The elements that the method goes over, in words.</param>
    /// <param name="from">The variable that hands out elements; null if the method goes over all elements.</param>
    public void EmitSpans(string name, bool isWayIn, string summary, string? from = null)
    {
        bool isShared = from == WorkShare, hasContext = from == StepContext;
        string own = sweep.NoiseParameter
            + (isShared ? ", ref WorkShare workShare" : "")
            + string.Concat(text.Own.Select(a => $", {a.Type} {a.Name}"))
            + (hasContext ? ", ref StepContext context" : "");
        string ownConditions = string.Concat(text.OwnConditions.Select(a => $", bool {a.Name}"));
        string spans = SweepText.Join(sweep.Streams.Select(s => $"{SweepText.Span(s.IsWritten, kernel.ElementKeyword)} {s.Stream.Name}"));
        string parameters = $"{spans}{(isWayIn ? "" : $", in {kernel.ClassName} uniforms")}{own}";
        string uniforms = isWayIn ? "this" : "uniforms";
        bool decides = text.Conditions.Count > 0;
        writer.Line($"/// <summary>{summary}.</summary>");
        writer.Line(decides && hasContext ? "[MethodImpl(MethodImplOptions.AggressiveInlining)]" : SweepEmitter.Optimized);
        using (writer.Block($"{(isWayIn ? "internal" : "private static")} void {name}({parameters}{ownConditions})"))
        {
            foreach ((Stream stream, bool isWritten) in sweep.Streams)
            {
                string reference = $"{SweepText.Ref(isWritten)} {kernel.ElementKeyword} {stream.Reference}";
                writer.Line($"{reference} = ref MemoryMarshal.GetReference({stream.Name});");
            }

            if (!decides)
            {
                EmitWidths(sweep.Streams[0].Stream.Name + ".Length", from, uniforms);
                return;
            }

            string length = isShared ? "" : $", {sweep.Streams[0].Stream.Name}.Length";
            string arguments = $"{text.References}{length}, in {uniforms}{sweep.NoiseArgument}"
                + $"{(isShared ? ", ref workShare" : "")}{OwnArguments}{(hasContext ? ", ref context" : "")}";
            EmitChoice([], isWayIn ? "" : "uniforms.", types => $"{text.Dispatch}{SweepText.Angled(types)}({arguments});");
        }

        writer.Line().Line($"/// <summary>{summary}, in a step whose conditions are decided.</summary>");
        writer.Line(SweepEmitter.Optimized);
        string dispatched = $"{text.ReferenceParameters}{(isShared ? "" : ", int count")}, in {kernel.ClassName} uniforms{own}";
        writer.Line($"private static void {text.Dispatch}{SweepText.Angled(text.Conditions)}({dispatched})");
        text.EmitConstraints(writer, vector: false);
        using (writer.Block())
            EmitWidths("count", from, "uniforms");
    }

    /// <summary>Writes the entry from arrays, which keeps the code of a class with many arrays short.</summary>
    public void EmitArrays()
    {
        Stream[] arrays =
        [
            kernel.Stream(StreamId.Parameter),
            .. kernel.HasGradient ? [kernel.Stream(StreamId.Gradient)] : Array.Empty<Stream>(),
        ];
        string TypeOf(Stream stream) =>
            arrays.Contains(stream) ? kernel.ElementKeyword + "[]?" : $"in StateArray<{kernel.ElementKeyword}>";
        string parameters = SweepText.Join(sweep.Streams.Select(s => $"{TypeOf(s.Stream)} {s.Stream.Name}"));
        string arguments = SweepText.Join(sweep.Streams.Select(s => arrays.Contains(s.Stream)
            ? $"new {SweepText.Span(s.IsWritten, kernel.ElementKeyword)}({s.Stream.Name})"
            : s.Stream.Name + ".Span"));
        writer.Line("/// <summary>Updates this thread's elements of an array.</summary>");
        writer.Line(SweepEmitter.Optimized);
        using (writer.Block($"internal void Update({parameters}{sweep.NoiseParameter}, ref StepContext context)"))
            writer.Line($"Update({arguments}{sweep.NoiseArgument}, ref context);");
        writer.Line();
    }

    /// <summary>Writes the entry from single values.</summary>
    public void EmitScalar()
    {
        string keyword = kernel.ElementKeyword;
        string parameters = SweepText.Join(sweep.Streams.Select(s => $"{SweepText.Ref(s.IsWritten)} {keyword} {s.Stream.Name}"));
        string arguments = SweepText.Join(sweep.Streams
            .Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Name}")
            .Append("0")
            .Concat(sweep.Arguments.Select(a => a.Field!))
            .Concat(text.Draws.Select(d => d.Value)));
        string vector = $"SimdScalar<{keyword}>";
        writer.Line("/// <summary>Updates one value.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal void Update({parameters}{sweep.NoiseParameter})"))
        {
            // The gradients of single values are cleared all at once: code for either answer would stand at every call.
            string[] decided = sweep.Ir.ZeroesGradient ? ["False"] : [];
            EmitChoice(decided, "", types => $"{text.Body}{SweepText.Angled(types.Prepend(vector))}({arguments});");
        }
    }

    // The widest vectors that the machine has, then narrower vectors for the elements that are left.
    private void EmitWidths(string count, string? from, string uniforms)
    {
        string Loop(string vector)
        {
            string types = SweepText.Angled(text.Conditions.Prepend($"{vector}<{kernel.ElementKeyword}>"));
            return $"{text.Loop}{types}({text.References}, i, length, in {uniforms}{sweep.NoiseArgument}{OwnArguments});";
        }

        if (from is not null)
        {
            string range = $"{(from == StepContext ? count + ", " : "")}ref i, ref length";
            using (writer.Block($"for (nuint i = 0, length = 0; {from}.TryGetNextRange({range});)"))
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
            string has = FormattableString.Invariant($"Vector{bits}.IsHardwareAccelerated");
            writer.Line($"if ({has} && length - i >= {vector}<{kernel.ElementKeyword}>.Count)");
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
        string condition = index < 0 ? owner + Kernel.ZeroGradients
            : sweep.Conditions[index] is { Field: { } field } ? owner + field
            : sweep.Conditions[index].Name;
        writer.Line($"if ({condition})");
        using (writer.Block())
            EmitChoice([.. decided, "True"], owner, call);
        writer.Line("else");
        using (writer.Block())
            EmitChoice([.. decided, "False"], owner, call);
    }
}
