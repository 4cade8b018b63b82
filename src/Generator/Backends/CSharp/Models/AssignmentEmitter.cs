using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes assignments to the user's fields, which the compiler would call unassigned if no step assigns them.</summary>
internal static class AssignmentEmitter
{
    public static void Emit(SourceWriter writer, TargetModel target, ModelNames names)
    {
        string[] assigned =
        [
            .. target.Parameters
                .Where(p => !p.IsOwned && p.StorageInfo.Kind is StorageKind.Scalar or StorageKind.Structure)
                .Select(p => Identifiers.Escape(p.Name)),
        ];
        if (assigned.Length == 0)
            return;
        writer.Line().Line("// A step would assign these; without one the compiler would call them unassigned.");
        if (target.Obsolete.Count > 0)
            writer.Line("[global::System.Obsolete]");
        using (writer.Block($"private void {names.Unique(GeneratedMemberNames.AssignParameters)}()"))
        {
            foreach (string name in assigned)
                writer.Line($"{name} = default;");
        }
    }
}
