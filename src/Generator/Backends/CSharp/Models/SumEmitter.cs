using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what a class has for steps over the sum of several gradients: the sums, the checks of each gradient, and where those of the models within are.</summary>
internal static class SumEmitter
{
    /// <summary>Writes the local that holds all gradients of the class which are added up.</summary>
    public static void EmitLocal(SourceWriter writer, ModelSketch model)
    {
        if (model.Parameters.Count == 0)
            return;
        writer.Line($"{GradientsEmitter.Local(model)} {Surface.Gradients};");
        writer.Line($"global::System.ReadOnlySpan<object> {Summed(model)} = global::FusedOpt.GradientBuffers.Of(in {model.Names.Local("walk")}, ref {GradientsEmitter.Name(model)});");
    }

    /// <summary>The sum of a parameter's gradients.</summary>
    public static string Sum(ModelSketch model, ModelParameter p)
    {
        if (p is OwnedParameter owned)
            return Slice(model, owned.Start, ArenaLayout.Count(p.Field));
        var field = (FieldParameter)p;
        string index = string.Concat(field.Indices.Select((_, i) => FormattableString.Invariant($"[{At(model)}[{i}]]")));
        return Sum(model, p.Keyword, string.Join(", ", field.Indices), p.GradientSpan(Cast(model), index));
    }

    /// <summary>The sum of all gradients in the arena.</summary>
    public static string Whole(ModelSketch model) => Sum(model, model.Layout!.Keyword, "", $"{Cast(model)}.{Surface.GradientSpan}");

    /// <summary>The sum of a part of them.</summary>
    public static string Slice(ModelSketch model, int start, int count) => Whole(model) + (count == model.Layout!.Length ? "" : FormattableString.Invariant($".Slice({start}, {count})"));

    /// <summary>What finds the gradients of a model within among those of the class.</summary>
    public static string PartOf(ModelSketch model, PartField part) =>
        $"static ({Of(model)}, {At(model)}) => {Cast(model)}.{Identifiers.Escape(part.Name)}{(part.Kind == PartKind.One ? "" : $"[{At(model)}]")}";

    /// <summary>Writes a local that holds the gradients which a visitor is shown: those of the model, or some that a step adds up.</summary>
    public static void EmitShown(SourceWriter writer, ModelSketch model)
    {
        if (model.Parameters.Any(p => p is not OwnedParameter))
            writer.Line($"{GradientsEmitter.Local(model)} global::FusedOpt.GradientBuffers.Shown(in {model.Names.Local("walk")}, {Surface.Gradients});");
    }

    /// <summary>Writes what clears all gradients of a step that is skipped, where it was given any.</summary>
    public static void EmitZero(SourceWriter writer, ModelSketch model)
    {
        string each = model.Names.Local("each");
        writer.Line($"foreach (object {each} in {model.Names.Local("walk")}.Summed)");
        using (writer.Indent())
            writer.Line($"(({Surface.GradientsType}){each}).{Surface.ZeroGradients}();");
    }

    /// <summary>Writes the checks of gradients that a step takes the sum of: those of the model's own, for each.</summary>
    public static void EmitChecks(SourceWriter writer, ModelSketch model, string walk)
    {
        FieldParameter[] checkedOnes = [.. model.Fields.Where(CheckEmitter.NeedsGradient)];
        PartField[] several = [.. model.Target.Parts.Where(p => p.Kind != PartKind.One)];
        if (checkedOnes.Length + several.Length == 0 && !model.IsDerived)
            return;
        string each = model.Names.Local("each"), its = model.Names.Local("its");
        using (writer.Block($"foreach (object {each} in {walk}.Summed)"))
        {
            writer.Line($"{(checkedOnes.Length + several.Length == 0 ? "_" : $"{Surface.GradientsType} {its}")} = global::FusedOpt.GradientBuffers.Of<{Surface.GradientsType}>(\"{model.Target.Type.Name}\", {each});");
            foreach (FieldParameter p in checkedOnes)
            {
                LoopEmitter.Emit(
                    writer,
                    p,
                    index =>
                    {
                        foreach (string check in p.Storage.Check(CheckEmitter.Named(model, p, index), p.Own + index, $"{its}.{p.Name}{index}", walk))
                            writer.Line(check);
                    },
                    index => writer.Line($"global::FusedOpt.ParameterCheck.Gradients({CheckEmitter.Named(model, p, index)}, {p.Own}{index}, {its}.{p.Name}{index});"));
            }

            foreach (PartField part in several)
                writer.Line($"{model.PartsOf(part)}.Fit({its}.{Identifiers.Escape(part.Name)}.Count);");
        }
    }

    private static string Sum(ModelSketch model, string keyword, string index, string span) =>
        $"new global::FusedOpt.GradientSum<{keyword}>({Summed(model)}, [{index}], static ({Of(model)}, {At(model)}) => {span})";

    private static string Summed(ModelSketch model) => model.Names.Local("summed");

    private static string Of(ModelSketch model) => model.Names.Local("of");

    private static string At(ModelSketch model) => model.Names.Local("at");

    private static string Cast(ModelSketch model) => $"(({Surface.GradientsType}){Of(model)})";
}
