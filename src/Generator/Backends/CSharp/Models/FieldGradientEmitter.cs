using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the code that makes the gradient of a parameter in a field of the user's.</summary>
internal static class FieldGradientEmitter
{
    /// <summary>Writes the assignment of the gradient.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="value">The parameter's value, as an expression.</param>
    public static void Emit(SourceWriter writer, LoweredModel model, FieldParameter p, string value)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"";
        if (p.Indices.Count > 0)
        {
            writer.Line($"{p.Name} = {Each(p, path, value, p.Indices.Count)};");
            return;
        }

        if (p.Storage.Like(path, value) is { } like)
        {
            writer.Line($"{p.Name} = {like};");
            return;
        }

        if (p.Storage.IsReference)
            writer.Line($"fusedOpt::ParameterCheck.Assigned({path}, {value});");
        if (p.Field.StorageInfo.Kind != StorageKind.Structure)
            writer.Line($"{p.Name} = {p.Storage.Gradient(value)};");
    }

    private static string Each(FieldParameter p, string name, string value, int depth)
    {
        string gradient = p.Storage.Gradient("item");
        string body = depth > 1 ? Each(p, "name", "item", depth - 1)
            : p.Storage.IsReference ? $"{{ fusedOpt::ParameterCheck.Assigned(name, item); return {gradient}; }}"
            : gradient;
        return $"fusedOpt::ParameterGradient.Each({name}, {value}, static (name, item) => {body})";
    }
}
