using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Writes the checks that each field on the way to a parameter holds a submodel.</summary>
internal static class SubmodelChecks
{
    /// <summary>Writes the checks, before anything of a submodel is read.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="batch">The name of the local that checks.</param>
    /// <param name="graph">The graph.</param>
    public static void Emit(SourceWriter writer, string batch, Graph graph)
    {
        var known = new HashSet<string>();
        IEnumerable<EquatableArray<string>> ofModel = graph.Parameters.Where(p => p.Loop == 0).Select(p => p.Path);
        foreach (EquatableArray<string> path in ofModel.Concat(graph.Loops.Select(l => l.Path)))
            Emit(writer, batch, "this", path, known);
    }

    /// <summary>Writes the checks of the fields of a submodel of a loop.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="batch">The name of the local that checks.</param>
    /// <param name="variable">The name of the variable of the loop.</param>
    /// <param name="parameters">The parameters of the submodel.</param>
    public static void EmitInLoop(SourceWriter writer, string batch, string variable, IEnumerable<GraphParameter> parameters)
    {
        var known = new HashSet<string>();
        foreach (GraphParameter parameter in parameters)
            Emit(writer, batch, variable, parameter.Path, known);
    }

    private static void Emit(SourceWriter writer, string batch, string owner, EquatableArray<string> path, HashSet<string> known)
    {
        for (int depth = 1; depth < path.Count; depth++)
        {
            string name = string.Join(".", path.Take(depth));
            string member = owner + "." + string.Join(".", path.Take(depth).Select(Identifiers.Escape));
            if (known.Add(name))
                writer.Line($"{batch}.Submodel({Literals.Text(name)}, {member});");
        }
    }
}
