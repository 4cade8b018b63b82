using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the gradients: a type with a member for each parameter, and the property that gives it.</summary>
internal static class GradientsEmitter
{
    /// <summary>The declaration of a local that holds the gradients, without their value.</summary>
    public static string Local(ModelSketch model) => model.IsStruct ? $"ref {Surface.GradientsType} {Name(model)} = ref" : $"{Surface.GradientsType} {Name(model)} =";

    /// <summary>The name of that local.</summary>
    public static string Name(ModelSketch model) => model.Names.Local("gradients");

    /// <summary>Writes that local, where fields have gradients.</summary>
    public static void EmitLocal(SourceWriter writer, ModelSketch model)
    {
        if (model.Parameters.Any(p => p is not OwnedParameter))
            writer.Line($"{Local(model)} {Surface.Gradients};");
    }

    /// <summary>Writes the local that holds all gradients which a step takes the sum of.</summary>
    public static void EmitSummed(SourceWriter writer, ModelSketch model) =>
        writer.Line($"global::System.ReadOnlySpan<object> {Summed(model)} = global::FusedOpt.GradientBuffers.Of(in {model.Names.Local("walk")}, ref {Name(model)});");

    /// <summary>The sum of a parameter's gradients, as an argument.</summary>
    public static string Sum(ModelSketch model, FieldParameter p)
    {
        string of = model.Names.Local("of"), at = model.Names.Local("at");
        string index = string.Concat(p.Indices.Select((_, i) => FormattableString.Invariant($"[{at}[{i}]]")));
        return $"new global::FusedOpt.GradientSum<{p.Keyword}>({Summed(model)}, [{string.Join(", ", p.Indices)}], static ({of}, {at}) => {p.GradientSpan($"(({Surface.GradientsType}){of})", index)})";
    }

    private static string Summed(ModelSketch model) => model.Names.Local("summed");

    public static void EmitProperty(SourceWriter writer, ModelSketch model)
    {
        (string type, string field, string create) = (Surface.GradientsType, model.Names.Gradients, model.Names.CreateGradients);
        writer.Line("/// <summary>The gradients of the parameters: write them before each step.</summary>");
        if (model.IsStruct)
        {
            writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]");
            using (writer.Block($"public ref {type} {Surface.Gradients}"))
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
            writer.Line($"public new {type} {Surface.Gradients} => ({type})base.{Surface.Gradients};").Line();
        }
        else
        {
            // The copy of a record has gradients of its own.
            string isMine = model.Target.Lineage.IsRecord ? $"{field} is {{ }} mine && mine.IsOf(this) ? mine : {field} =" : $"{field} ??=";
            writer.Line($"public {type} {Surface.Gradients} => {isMine} {(model.Target.Lineage.IsOpen ? create + "()" : "new(this)")};").Line();
        }

    }

    // The most derived class knows all parameters.
    private static void EmitCreation(SourceWriter writer, ModelSketch model)
    {
        if (!model.IsDerived && !model.Target.Lineage.IsOpen)
            return;
        string returned = (model.IsDerived ? model.Target.Lineage.Base + "." : "") + Surface.GradientsType;
        writer.Line("/// <summary>Makes the gradients, of every class that this one derives from, too.</summary>");
        EmitHidden(writer);
        writer.Line($"{model.Hook}{returned} {model.Names.CreateGradients}() => new {Surface.GradientsType}(this);").Line();
    }

    public static void EmitType(SourceWriter writer, ModelSketch model)
    {
        EmitCreation(writer, model);
        string parameter = model.Names.Local("model");
        DeclaredType type = model.Target.Type;
        string kind = model.IsStruct ? "struct" : model.Target.Lineage.IsOpen ? "class" : "sealed class";
        writer.Line($"/// <summary>A gradient for each parameter of {type.Name}, under its name.</summary>");
        writer.Line(FileEmitter.GeneratedCode);
        using (writer.Block($"public {(model.IsDerived ? "new " : "")}{kind} {Surface.GradientsType}{(model.IsDerived ? $" : {model.Target.Lineage.Base}.{Surface.GradientsType}" : "")}"))
        {
            bool isOf = model.Target.Lineage.IsRecord && !model.IsStruct && !model.IsDerived;
            string owner = Identifiers.Unique("_model", new System.Collections.Generic.HashSet<string>(model.Parameters.Select(p => p.Field.Name)));
            if (isOf)
                writer.Line($"private readonly {type.Self} {owner};").Line();
            if (model.Arena is { } arena)
                writer.Line($"private readonly global::FusedOpt.Arena<{model.Layout!.Keyword}> {arena};").Line();
            string access = model.Target.SumsGradients ? "public" : model.Target.Lineage.IsOpen ? "protected internal" : "internal";
            writer.Line($"/// <summary>Makes a gradient for each parameter of a model.</summary>");
            using (writer.Block($"{access} {Surface.GradientsType}({(model.IsStruct ? "in " : "")}{type.Self} {parameter}){(model.IsDerived ? $" : base({parameter})" : "")}"))
            {
                if (isOf)
                    writer.Line($"{owner} = {parameter};");
                if (model.Arena is { } held)
                    writer.Line($"{(held == parameter ? "this." : "")}{held} = {parameter}.{held};");
                foreach (FieldParameter p in model.Fields.Where(p => p.NeedsPreparation && !p.Field.IsSparse))
                    EmitGradient(writer, model, p, $"{parameter}.{p.Name}");
                foreach (ModelParameter p in model.Sparse)
                    RowsEmitter.EmitGradient(writer, model, p, parameter);
            }

            if (isOf)
            {
                writer.Line().Line("/// <summary>Whether they are those of a model, and not of one that it was copied from.</summary>");
                writer.Line($"internal bool IsOf({type.Self} {parameter}) => ReferenceEquals({owner}, {parameter});");
            }

            foreach (ModelParameter p in model.Parameters)
            {
                string likeness = p is FieldParameter { Storage: var storage } ? storage.Likeness : p.Field.IsScalar ? "" : ", of the same length";
                string modifiers = $"{(p.Field.IsPublic ? "public" : "internal")} {(p.Field.HidesMember ? "new " : "")}{(p.Field.IsSparse ? "readonly " : "")}{p.Field.GradientType} {p.Name}";
                writer.Line().Line($"/// <summary>The gradient of {p.Field.Name}{(p.Field.IsSparse ? ", row by row" : likeness)}.</summary>");
                writer.Line(p is OwnedParameter owned ? $"{modifiers}{OwnedEmitter.Accessors(owned, model.Arena!, 1, "")}" : modifiers + ";");
            }
        }
    }

    /// <summary>Keeps a protected member out of sight.</summary>
    public static void EmitHidden(SourceWriter writer) =>
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");

    private static void EmitGradient(SourceWriter writer, ModelSketch model, FieldParameter p, string value)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"";
        if (p.Indices.Count > 0)
        {
            writer.Line($"{p.Name} = {Each(p, path, value, p.Indices.Count)};");
            return;
        }

        if (p.Storage.IsReference)
            writer.Line($"global::FusedOpt.ParameterCheck.Assigned({path}, {value});");
        if (p.Field.Holding.Kind != HoldingKind.Structure)
            writer.Line($"{p.Name} = {p.Storage.Gradient(value)};");
    }

    private static string Each(FieldParameter p, string name, string value, int depth) => depth == 0
        ? p.Storage.Gradient(value)
        : $"global::FusedOpt.ParameterGradient.Each({name}, {value}, static (name, item) => " + (depth > 1
            ? Each(p, "name", "item", depth - 1) + ")"
            : p.Storage.IsReference ? $"{{ global::FusedOpt.ParameterCheck.Assigned(name, item); return {p.Storage.Gradient("item")}; }})" : p.Storage.Gradient("item") + ")");
}
