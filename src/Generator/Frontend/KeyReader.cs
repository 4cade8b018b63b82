using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the names that members have in checkpoints.</summary>
internal static class KeyReader
{
    // The name of the one entry of a safetensors header that is no tensor.
    private const string Reserved = "__metadata__";

    /// <summary>Returns the name that an attribute gives a member; null if it has no such attribute.</summary>
    public static string? Read(ISymbol member) => member.Attribute(Names.Name)?.ConstructorArguments is [{ IsNull: false } name]
        ? name.Value as string
        : null;

    /// <summary>Reports names that no checkpoint can have, and names that two members of a class would have.</summary>
    public static void Check(
        INamedTypeSymbol type, List<ParameterField> parameters, List<SubmodelField> submodels, DiagnosticBag diagnostics)
    {
        (string Member, string? Key)[] members = [.. parameters.Select(p => (p.Name, p.Key)), .. submodels.Select(s => (s.Name, s.Key))];
        if (members.All(m => m.Key is null))
            return;
        var taken = new Dictionary<string, string>();
        foreach ((string member, string? key) in members)
        {
            string name = key ?? member;
            string? problem = name.Trim().Length == 0 ? "it is empty; write a name"
                : name.Any(char.IsControl) ? "it contains a control character; remove the character"
                : name == Reserved ? "a file has its metadata under that name; choose another name"
                : taken.TryGetValue(name, out string other) ? $"'{other}' has that name, too; give one of them another name"
                : null;
            if (problem is not null)
                diagnostics.Add(Descriptors.CheckpointName, type.GetMembers(member)[0].Locations.FirstOrDefault(), name, member, problem);
            else
                taken.Add(name, member);
        }
    }
}
