using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>The names of the methods of a sweep, and the parameters that all of these methods take.</summary>
internal sealed class SweepText(Kernel kernel, KernelSweep sweep)
{
    /// <summary>The name of the body.</summary>
    public string Body { get; } = "Body" + sweep.Suffix;

    /// <summary>The name of the loop over vectors.</summary>
    public string Loop { get; } = "Loop" + sweep.Suffix;

    /// <summary>The name of the dispatch between an entry and the loop, in a step whose conditions are decided.</summary>
    public string Dispatch { get; } = "Dispatch" + sweep.Suffix;

    /// <summary>The conditions that are type parameters of the loop.</summary>
    public IReadOnlyList<string> Conditions { get; } =
    [
        .. sweep.Ir.ZeroesGradient ? [Kernel.ZeroCondition] : Array.Empty<string>(),
        .. sweep.Conditions.Select(c => c.TypeParameter),
    ];

    /// <summary>The values that differ by parameter, and so are arguments next to the uniforms.</summary>
    public IReadOnlyList<SweepArgument> Own { get; } = [.. sweep.Arguments.Where(a => a.Field is null)];

    /// <summary>The conditions that differ by parameter, and so are arguments next to the uniforms.</summary>
    public IReadOnlyList<SweepArgument> OwnConditions { get; } = [.. sweep.Conditions.Where(a => a.Field is null)];

    /// <summary>The random numbers that are drawn: the variable of each draw, and the sequence that the variable holds.</summary>
    public IReadOnlyList<(string Name, string Value)> Draws { get; } =
        [.. sweep.Ir.Draws.AsEnumerable().Select(d => (kernel.DrawName(d), Sequence(kernel, d)))];

    /// <summary>References to the first elements of all arrays, as arguments.</summary>
    public string References => Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Reference}"));

    /// <summary>References to the first elements of all arrays, as parameters.</summary>
    public string ReferenceParameters =>
        Join(sweep.Streams.Select(s => $"{Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Reference}"));

    /// <summary>The type parameters of the loop and the body.</summary>
    public string TypeParameters => Angled(Conditions.Prepend(Dialect.Vectors.Type));

    /// <summary>Writes the constraints of the type parameters.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="vector">True if the type of vectors is among the type parameters.</param>
    public void EmitConstraints(SourceWriter writer, bool vector)
    {
        using (writer.Indent())
        {
            if (vector)
                writer.Line($"where TVector : struct, ISimdVector<TVector, {kernel.ElementKeyword}>");
            foreach (string condition in Conditions)
                writer.Line($"where {condition} : struct, ICondition");
        }
    }

    /// <summary>Returns a list of types in angle brackets.</summary>
    public static string Angled(IEnumerable<string> types) => $"<{Join(types)}>";

    /// <summary>Returns the modifier of a reference to elements.</summary>
    public static string Ref(bool isWritten) => isWritten ? "ref" : "ref readonly";

    /// <summary>Returns the type of a span of elements.</summary>
    public static string Span(bool isWritten, string element) => $"{(isWritten ? "" : "ReadOnly")}Span<{element}>";

    /// <summary>Returns a list with commas.</summary>
    public static string Join(IEnumerable<string> items) => string.Join(", ", items);

    private static string Sequence(Kernel kernel, Draw draw) =>
        FormattableString.Invariant($"{kernel.Noise}.Sequence(stage: {draw.Stage}, draw: {draw.Number})");
}
