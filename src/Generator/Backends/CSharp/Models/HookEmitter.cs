using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the attribute that hooks have in common: members that an optimized derived class overrides.</summary>
internal static class HookEmitter
{
    /// <summary>Writes the attribute that hides a hook from editors, if classes of other assemblies can see the hook.</summary>
    public static void EmitHidden(SourceWriter writer, TypeHierarchy hierarchy)
    {
        if (hierarchy.ExposesHooks)
            writer.Line("[componentModel::EditorBrowsable(componentModel::EditorBrowsableState.Never)]");
    }
}
