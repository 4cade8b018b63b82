using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the names that members have in checkpoints.</summary>
internal static class KeyReader
{
    // The name of the one entry of a safetensors header that is no tensor.
    private const string Reserved = "__metadata__";

    // The names under which a checkpoint keeps more of a parameter than its states; CheckpointPass of the library writes them.
    private static readonly Dictionary<string, string> OfLibrary = new()
    {
        ["grad"] = "the gradient",
        ["grad_rows"] = "the rows with a gradient",
        ["prune_mask"] = "the pruned elements",
    };

    /// <summary>Returns the name that an attribute gives a member; null if it has no such attribute.</summary>
    public static string? Read(ISymbol member) => member.Attribute(Names.Name)?.ConstructorArguments is [{ IsNull: false } name]
        ? name.Value as string
        : null;

    /// <summary>Reports states of a rule or stage whose names in checkpoints are taken. Returns false if there are any.</summary>
    /// <param name="states">The parameters of the method that are states.</param>
    /// <param name="diagnostics">Takes the errors.</param>
    public static bool CheckStates(IEnumerable<IParameterSymbol> states, DiagnosticBag diagnostics)
    {
        var taken = new Dictionary<string, string>();
        bool fit = true;
        foreach (IParameterSymbol state in states)
        {
            string name = Identifiers.Snake(state.Name);
            string? problem = OfLibrary.TryGetValue(name, out string kept)
                    ? $"a checkpoint has {kept} of a parameter under that name; rename the state"
                : taken.TryGetValue(name, out string other)
                    ? $"a checkpoint would have the state '{other}' under that name, too; rename one of them"
                : null;
            if (problem is null)
            {
                taken.Add(name, state.Name);
                continue;
            }

            diagnostics.Add(Descriptors.CheckpointName, state.Locations.FirstOrDefault(), name, state.Name, problem);
            fit = false;
        }

        return fit;
    }

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
            Location? location = InheritedParameters.Member(type, member)?.Locations.FirstOrDefault();
            if (problem is not null)
                diagnostics.Add(Descriptors.CheckpointName, location, name, member, problem);
            else
                taken.Add(name, member);
        }
    }
}
