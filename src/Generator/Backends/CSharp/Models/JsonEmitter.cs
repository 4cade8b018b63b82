using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the attribute that hides generated members without data from System.Text.Json.</summary>
internal static class JsonEmitter
{
    /// <summary>The alias of the attribute's namespace, in projects that know the namespace.</summary>
    public const string Alias = "using textJson = global::System.Text.Json.Serialization;";

    /// <summary>Writes the attribute for the next member, if the project knows the attribute.</summary>
    public static void EmitIgnored(SourceWriter writer, LoweredModel model)
    {
        if (model.Target.HasJson)
            writer.Line("[textJson::JsonIgnore]");
    }
}
