using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what all hooks have in common: members that an optimized class overrides which derives from an optimized one.</summary>
internal static class HookEmitter
{
    /// <summary>Writes the attribute that keeps a hook out of sight, where classes of other assemblies see it.</summary>
    public static void EmitHidden(SourceWriter writer, TypeHierarchy hierarchy)
    {
        if (hierarchy.ExposesHooks)
            writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
    }
}
