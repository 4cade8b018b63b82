using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Regions;

/// <summary>The names and types that the methods of a region have in common: the region's own names.</summary>
internal sealed class RegionNames
{
    private static readonly string[] Methods = ["Sweep", "Loop", "Body"];

    private readonly RegionIr _region;
    private readonly Dictionary<int, string> _values = [];

    /// <param name="region">The kernel of the region.</param>
    public RegionNames(RegionIr region)
    {
        _region = region;
        Keyword = Kernel.Keyword(region.Program.Element);

        // An intermediate has the same name in each sweep.
        var taken = new HashSet<string>(region.Program.Inputs.Select(i => i.Name).Concat(region.Outputs.Select(o => o.Name)));
        taken.UnionWith(region.Program.Instructions.Where(i => i.Name is not null).Select(i => i.Name!));
        foreach (int value in region.Intermediates)
            _values.Add(value, region.Program.Instructions[value].Name ?? Identifiers.Unique("term", taken));
    }

    /// <summary>The type of elements in C#: <c>float</c> or <c>double</c>.</summary>
    public string Keyword { get; }

    /// <summary>Returns the names that no variable may have.</summary>
    public static HashSet<string> CreateTaken(int sweeps)
    {
        var taken = new HashSet<string>(KernelNames.Reserved, StringComparer.Ordinal) { "Run" };
        for (int sweep = 0; sweep <= sweeps; sweep++)
            taken.UnionWith(Methods.Select(name => name + Suffix(sweep, sweeps)));
        return taken;
    }

    /// <summary>Returns the ending that tells the methods of a sweep from those of other sweeps.</summary>
    public static string Suffix(int sweep, int sweeps) => sweeps > 1 ? FormattableString.Invariant($"{sweep + 1}") : "";

    /// <summary>Returns the type of a value that is no vector.</summary>
    public string TypeOf(Instruction instruction) => instruction.Type switch
    {
        ScalarType.Element => Keyword,
        ScalarType.Double => "double",
        ScalarType.Long => "long",
        _ => "bool",
    };

    /// <summary>Returns a name for a value that crosses from one method to another.</summary>
    public string Describe(int position)
    {
        Instruction instruction = _region.Program.Instructions[position];
        return instruction.Name
            ?? (instruction.IsReduction ? NameOfOperand(position) + instruction.Op : null)
            ?? (instruction.Op == Op.ToElement ? _region.Program.Instructions[instruction.A].Name : null)
            ?? "value";
    }

    /// <summary>Returns the name of a stream.</summary>
    public string NameOf(StreamId stream) => stream.Kind switch
    {
        StreamKind.Input => _region.Program.Inputs[stream.Index].Name,
        StreamKind.Output => _region.Outputs[stream.Index].Name,
        _ => NameOf(stream.Index),
    };

    private string NameOfOperand(int reduction) => NameOf(_region.Reductions.First(r => r.Value == reduction).Operand);

    private string NameOf(int position) =>
        _values.TryGetValue(position, out string? name) ? name : _region.Program.Instructions[position].Name ?? "term";
}
