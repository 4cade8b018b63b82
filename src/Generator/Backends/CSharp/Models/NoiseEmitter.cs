using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Spells the source of a kernel's random numbers.</summary>
internal static class NoiseEmitter
{
    // More numbers than a class has parameters, so that the parameters of base classes have other numbers.
    private const int PerClass = 1 << 16;

    /// <summary>Returns the noise of a parameter, as an argument behind others; empty if the kernel draws no numbers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="index">The index of one array of a jagged array: <c>[i]</c>.</param>
    public static string Argument(LoweredModel model, ModelParameter p, Kernel kernel, string index = "") => kernel.Noise is null ? ""
        : p is OwnedParameter owned ? Segment(model, kernel, owned.Start)
        : Numbered(model, p.Number) + index;

    /// <summary>Returns the noise of the row at hand of a table.</summary>
    public static string Row(LoweredModel model, ModelParameter p, Kernel kernel, string row) =>
        kernel.Noise is null ? "" : $"{Numbered(model, p.Number)}.Skip({row}.Start)";

    /// <summary>
    /// Returns the noise of the partial properties from a place in the arena onward. The partial properties are one array, which has the
    /// number of the first.
    /// </summary>
    public static string Segment(LoweredModel model, Kernel kernel, int start) => kernel.Noise is null ? ""
        : Numbered(model, model.Owned[0].Number) + (start == 0 ? "" : FormattableString.Invariant($".Skip({start})"));

    private static string Numbered(LoweredModel model, int number)
    {
        int parameter = (model.Target.TypeHierarchy.Depth * PerClass) + number;
        string arguments = FormattableString.Invariant($"seed: {model.Target.NoiseSeed}, parameter: {parameter}");
        return $", {model.Names.Local("context")}.Noise({arguments})";
    }
}
