using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the attribute that keeps generated members which are no data out of System.Text.Json.</summary>
internal static class JsonEmitter
{
    /// <summary>Writes the attribute for the member that follows, if the project knows it.</summary>
    public static void EmitIgnored(SourceWriter writer, LoweredModel model)
    {
        if (model.Target.HasJson)
            writer.Line("[global::System.Text.Json.Serialization.JsonIgnore]");
    }
}
