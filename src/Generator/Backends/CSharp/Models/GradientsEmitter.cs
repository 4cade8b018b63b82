using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the gradients: a type with a member for each parameter, and the property that gives it.</summary>
internal static class GradientsEmitter
{
    /// <summary>The declaration of a local that holds the gradients, without their value.</summary>
    public static string Local(LoweredModel model) => model.IsStruct ? $"ref {GeneratedMemberNames.GradientsType} {Name(model)} = ref" : $"{GeneratedMemberNames.GradientsType} {Name(model)} =";

    /// <summary>The name of that local.</summary>
    public static string Name(LoweredModel model) => model.Names.Local("gradients");

    /// <summary>Writes that local, where fields have gradients.</summary>
    public static void EmitLocal(SourceWriter writer, LoweredModel model)
    {
        if (model.Parameters.Any(p => p is not OwnedParameter))
            writer.Line($"{Local(model)} {GeneratedMemberNames.Gradients};");
    }

    public static void EmitProperty(SourceWriter writer, LoweredModel model)
    {
        (string type, string field, string head) = (GeneratedMemberNames.GradientsType, model.Names.Gradients, model.TypeMembers.Head(GeneratedMemberNames.Gradients));
        writer.Line("/// <summary>The gradients of the parameters: write them before each step.</summary>");
        JsonEmitter.EmitIgnored(writer, model);
        if (model.IsStruct)
        {
            writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
            using (writer.Block(head))
            {
                using (writer.Block("get"))
                {
                    writer.Line($"if (!{model.Names.HasGradients})");
                    using (writer.Indent())
                        writer.Line($"({field}, {model.Names.HasGradients}) = (new(in this), true);");
                    writer.Line($"return ref {field};");
                }
            }

            writer.Line();
            return;
        }

        if (model.IsDerived)
        {
            writer.Line($"{head} => ({type})base.{GeneratedMemberNames.Gradients};").Line();
        }
        else
        {
            // The copy of a record has gradients of its own.
            string make = Create(model, "null");
            string get = model.Target.TypeHierarchy.IsRecord
                ? $"{field} is {{ }} mine && mine.{model.Names.IsOf}(this) ? mine : {field} = {make}"
                : $"{field} ??= {model.Names.StepState}.Claim{(model.Target.TypeHierarchy.IsOpen ? "" : $"<{type}>")}(this, {make})";
            using (writer.Block(head))
            {
                writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
                writer.Line($"get => {get};");
            }

            writer.Line();
        }
    }

    /// <summary>What makes gradients of a class: the model's own, or, of one that takes sums, those that are a part of a tree.</summary>
    public static string Create(LoweredModel model, string tree)
    {
        bool sums = model.Target.SumsGradients;
        return model.Target.TypeHierarchy.IsOpen ? $"{model.Names.CreateGradients}({(sums ? tree : "")})" : $"new(this{(sums ? ", " + tree : "")})";
    }
}
