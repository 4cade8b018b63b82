using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>The remark on the passes of a step over parameters, and on the bytes that the passes move.</summary>
internal static class SweepPlanRemark
{
    /// <summary>Returns the sentences for a kernel and the parameters that it updates; empty if it updates none.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="fields">The parameters.</param>
    /// <param name="isTogether">True if partial properties are updated as one.</param>
    public static string Write(Kernel kernel, ParameterField[] fields, bool isTogether)
    {
        var parts = new List<string>();
        string[] single = [.. fields.Where(f => f.IsScalar && !f.IsOwned).Select(f => f.Name)];
        string[] sparse = [.. fields.Where(f => f.IsSparse).Select(f => f.Name)];
        string[] owned = [.. fields.Where(f => f.IsPacked && isTogether && !kernel.HasTensorValues).Select(f => f.Name)];
        string[] others = [.. fields.Select(f => f.Name).Except(single).Except(owned).Except(sparse)];
        int size = kernel.Program.Element == ElementType.Single ? 4 : 8;
        int read = size * kernel.Ir.Sweeps.Sum(s => s.Loads.Count(IsMemory));
        int written = size * kernel.Ir.Sweeps.Sum(s => s.Stores.Count(IsMemory));
        string traffic = FormattableString.Invariant($"{read} bytes read and {written} written per element");
        string[] idle = [.. kernel.Ir.Sweeps.SelectMany(s => s.Conditional).Select(c => kernel.Stream(c.Stream).Name)];
        int moved = size * idle.Length;
        string rest = FormattableString.Invariant($"{read - moved} and {written - moved}");
        string less = idle.Length == 0 ? "" : $", {rest} in a step that leaves {DocumentationText.List(idle)} alone";
        const string Vectors = "the widest vectors there are (512, 256 or 128 bits)";
        if (single.Length > 0)
            parts.Add($"{DocumentationText.List(single)}: one value each{(kernel.HasTensorValues ? "" : ", no loop")}.");
        if (owned.Length > 0)
        {
            string pass = owned.Length > 1 ? "one pass over all" : "one pass";
            parts.Add($"{DocumentationText.List(owned)}: {pass}, of {Vectors}, without a tail; {traffic}{less}.");
        }

        if (others.Length > 0)
        {
            string passes = kernel.Sweeps.Count == 1 ? "one pass" : FormattableString.Invariant($"{kernel.Sweeps.Count} passes");
            parts.Add($"{DocumentationText.List(others)}: {passes} of {Vectors}, then the tail; {traffic}{less}.");
        }

        if (sparse.Length > 0)
        {
            const string Pass = "one pass over each row that has a gradient";
            parts.Add($"{DocumentationText.List(sparse)}: {Pass}, of {Vectors}, then its tail; {traffic} of these{less}.");
        }

        return string.Join(" ", parts);
    }

    // Blocks and column-rate values stay in the cache.
    private static bool IsMemory(Place place) => place.Stream.Kind is not (StreamKind.Block or StreamKind.Column);
}
