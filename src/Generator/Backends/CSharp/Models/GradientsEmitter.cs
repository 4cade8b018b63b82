using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the property that returns the gradients, and the local of each method that reads the property.</summary>
internal static class GradientsEmitter
{
    /// <summary>Returns the declaration of a local that holds the gradients, up to the value.</summary>
    public static string Local(LoweredModel model)
    {
        string type = GeneratedMemberNames.GradientsType;
        return model.IsStruct ? $"ref {type} {Name(model)} = ref" : $"{type} {Name(model)} =";
    }

    /// <summary>Returns the name of the local that holds the gradients.</summary>
    public static string Name(LoweredModel model) => model.Names.Local("gradients");

    /// <summary>Writes the local that holds the gradients, if fields have any.</summary>
    public static void EmitLocal(SourceWriter writer, LoweredModel model)
    {
        if (model.Parameters.Any(p => p is not OwnedParameter))
            writer.Line($"{Local(model)} {GeneratedMemberNames.Gradients};");
    }

    public static void EmitProperty(SourceWriter writer, LoweredModel model)
    {
        string type = GeneratedMemberNames.GradientsType, field = model.Names.Gradients;
        writer.Line($"/// <summary>{MemberSummary.Gradients(model)}</summary>");
        JsonEmitter.EmitIgnored(writer, model);
        string head = model.TypeMembers.Begin(writer, GeneratedMemberNames.Gradients);
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
                writer.Line("[clrServices::MethodImpl(clrServices::MethodImplOptions.AggressiveInlining)]");
                writer.Line($"get => {get};");
            }

            writer.Line();
        }
    }

    /// <summary>Returns the expression that makes gradients.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tree">
    /// The tree that the gradients are a part of, or <c>null</c> for the model's own gradients. Only classes that take sums have a tree.
    /// </param>
    public static string Create(LoweredModel model, string tree)
    {
        bool sums = model.Target.SumsGradients;
        return model.Target.TypeHierarchy.IsOpen
            ? $"{model.Names.CreateGradients}({(sums ? tree : "")})"
            : $"new(this{(sums ? ", " + tree : "")})";
    }
}
