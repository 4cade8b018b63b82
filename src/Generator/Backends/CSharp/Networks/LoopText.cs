using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>The names of the locals of a loop over submodels in a generated method.</summary>
/// <param name="loop">The loop.</param>
/// <param name="taken">The names that are taken already; receives those of the loop.</param>
internal sealed class LoopText(GraphLoop loop, HashSet<string> taken)
{
    /// <summary>The submodel.</summary>
    public string Variable { get; } = Identifiers.Escape(Identifiers.Unique(loop.Variable, taken));

    /// <summary>The number of the submodel.</summary>
    public string Index { get; } = Identifiers.Unique(loop.Variable + "Index", taken);

    /// <summary>The number of submodels.</summary>
    public string Count { get; } = Identifiers.Unique(loop.Variable + "Count", taken);

    /// <summary>The place of the memory of the first pass, in elements of one example.</summary>
    public string First { get; } = Identifiers.Unique(loop.Variable + "Memory", taken);

    /// <summary>The memory of the tensors without examples.</summary>
    public string Call { get; } = Identifiers.Unique(loop.Variable + "Call", taken);

    /// <summary>The sums over all examples that are one number.</summary>
    public string Totals { get; } = Identifiers.Unique(loop.Variable + "Totals", taken);

    /// <summary>The array or list of the submodels.</summary>
    public string Submodels { get; } = string.Join(".", ["this", .. loop.Path.Select(p => Identifiers.Escape(p))]);

    /// <summary>The beginning of a loop over all submodels.</summary>
    public string Head(bool isReversed) => isReversed
        ? $"for (int {Index} = {Count} - 1; {Index} >= 0; {Index}--)"
        : $"for (int {Index} = 0; {Count} - {Index} > 0; {Index}++)";

    /// <summary>The declaration of the submodel of a pass.</summary>
    public string Declaration => $"{loop.Type} {Variable} = {Submodels}[{Index}]!;";
}
