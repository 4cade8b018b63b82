using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>How the methods of a sweep are called, and what all of them take.</summary>
internal sealed class SweepText(Kernel kernel, KernelSweep sweep)
{
    /// <summary>The body.</summary>
    public string Body { get; } = "Body" + sweep.Suffix;

    /// <summary>The loop over it.</summary>
    public string Loop { get; } = "Loop" + sweep.Suffix;

    /// <summary>The way to the loop where conditions are decided.</summary>
    public string Dispatch { get; } = "Dispatch" + sweep.Suffix;

    /// <summary>The conditions that are types in the loop.</summary>
    public IReadOnlyList<string> Conditions { get; } = [.. sweep.Ir.ZeroesGradient ? [Kernel.ZeroCondition] : Array.Empty<string>(), .. sweep.Conditions.Select(c => c.TypeParameter)];

    /// <summary>What differs by parameter and comes as arguments, next to the uniforms.</summary>
    public IReadOnlyList<SweepArgument> Own { get; } = [.. sweep.Arguments.Where(a => a.Field is null)];

    /// <summary>The conditions among it.</summary>
    public IReadOnlyList<SweepArgument> OwnConditions { get; } = [.. sweep.Conditions.Where(a => a.Field is null)];

    /// <summary>The random numbers that are drawn: the variable of each, and its value.</summary>
    public IReadOnlyList<(string Name, string Value)> Draws { get; } =
        [.. sweep.Ir.Draws.AsEnumerable().Select(d => (kernel.DrawName(d), FormattableString.Invariant($"{kernel.Noise}.Sequence(stage: {Draw.FromPayload(d).Stage}, draw: {Draw.FromPayload(d).Number})")))];

    /// <summary>The first elements of all arrays, as arguments.</summary>
    public string References => Join(sweep.Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {s.Stream.Reference}"));

    /// <summary>They as parameters.</summary>
    public string ReferenceParameters => Join(sweep.Streams.Select(s => $"{Ref(s.IsWritten)} {kernel.ElementKeyword} {s.Stream.Reference}"));

    /// <summary>The type parameters of the loop and the body.</summary>
    public string TypeParameters => Angled(Conditions.Prepend(Dialect.Vectors.Type));

    /// <summary>Writes their constraints.</summary>
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

    public static string Angled(IEnumerable<string> types) => $"<{Join(types)}>";

    public static string Ref(bool isWritten) => isWritten ? "ref" : "ref readonly";

    public static string Join(IEnumerable<string> items) => string.Join(", ", items);
}
