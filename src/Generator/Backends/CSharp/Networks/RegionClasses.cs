using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Regions;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>The classes of the regions that the methods of one class call; equal regions are one class.</summary>
/// <param name="model">The class.</param>
internal sealed class RegionClasses(NetworkModel model)
{
    private readonly Dictionary<Program, string> _names = [];
    private readonly List<(string Name, Program Region)> _classes = [];
    private readonly string _space = KernelIdentity.Namespace(model.Project);

    /// <summary>Returns the full name of the class of a region.</summary>
    public string Find(Program region)
    {
        if (!_names.TryGetValue(region, out string? name))
        {
            string stem = $"{KernelIdentity.Word(model.Type.HintName)}_{Identifiers.Pascal(region.Name)}", free = stem;
            for (int i = 2; _classes.Any(c => c.Name == free); i++)
                free = stem + Literals.Decimal(i);
            name = free;
            _names.Add(region, name);
            _classes.Add((name, region));
        }

        return $"global::{_space}.{name}";
    }

    /// <summary>Returns the file of the classes; none if there are no regions.</summary>
    public IEnumerable<KernelFile> Files()
    {
        if (_classes.Count == 0)
            yield break;
        yield return KernelFile.Write(KernelIdentity.Word(model.Type.HintName) + ".Regions", _space, writer =>
        {
            for (int i = 0; i < _classes.Count; i++)
            {
                if (i > 0)
                    writer.Line();
                (string name, Program region) = _classes[i];
                RegionEmitter.Emit(writer, name, Summary(region), RegionLowering.Run(region));
            }
        });
    }

    private static string Summary(Program region) =>
        $"Computes {DocumentationText.List(region.Outputs.Select(o => o.Name))} from "
        + $"{DocumentationText.List(region.Inputs.Select(i => i.Name))}, row by row.";
}
