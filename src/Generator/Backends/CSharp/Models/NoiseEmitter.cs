using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Spells where a kernel draws its random numbers from.</summary>
internal static class NoiseEmitter
{
    // More than a class has parameters: those of its base classes are numbered apart.
    private const int PerClass = 1 << 16;

    /// <summary>The noise of a parameter, as an argument behind others; empty where a kernel draws nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="index">Which array of a jagged one: <c>[i]</c>.</param>
    public static string Argument(LoweredModel model, ModelParameter p, Kernel kernel, string index = "") => kernel.Noise is null ? ""
        : p is OwnedParameter owned ? Segment(model, kernel, owned.Start)
        : Numbered(model, p.Number) + index;

    /// <summary>The noise of the row at hand of a table.</summary>
    public static string Row(LoweredModel model, ModelParameter p, Kernel kernel, string row) => kernel.Noise is null ? "" : $"{Numbered(model, p.Number)}.Skip({row}.Start)";

    /// <summary>The noise of the partial properties from a place in the arena on: they are one array, and have the number of the first.</summary>
    public static string Segment(LoweredModel model, Kernel kernel, int start) => kernel.Noise is null ? ""
        : Numbered(model, model.Owned[0].Number) + (start == 0 ? "" : FormattableString.Invariant($".Skip({start})"));

    private static string Numbered(LoweredModel model, int number) =>
        FormattableString.Invariant($", {model.Names.Local("context")}.Noise(seed: {model.Target.NoiseSeed}, parameter: {(model.Target.TypeHierarchy.Depth * PerClass) + number})");
}
