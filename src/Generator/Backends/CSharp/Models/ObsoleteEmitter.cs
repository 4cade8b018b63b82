using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes obsolete properties that reach the user's obsolete members, since only obsolete code may use these members.</summary>
internal static class ObsoleteEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        foreach (ObsoleteMember member in model.Target.Obsolete)
        {
            writer.Line($"// Only obsolete code may use {member.Name}.");
            string unscoped = model.IsStruct && member.Reference.Length > 0 ? ", global::System.Diagnostics.CodeAnalysis.UnscopedRef" : "";
            writer.Line($"[global::System.Obsolete{unscoped}]");
            string value = (member.Reference.Length > 0 ? "ref " : "") + Identifiers.Escape(member.Name);
            string type = $"{(member.IsStatic ? "static " : "")}{member.Reference}{member.Type}";
            writer.Line($"private {type} {model.Names.Own(member.Name)} => {value};").Line();
        }
    }
}
