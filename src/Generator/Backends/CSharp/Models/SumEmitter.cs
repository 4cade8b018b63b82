using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what a class has for steps over the sum of several gradients: the sums, the checks of each gradient, and where those of the submodels are.</summary>
internal static class SumEmitter
{
    /// <summary>Writes the local that holds all gradients of the class which are added up.</summary>
    public static void EmitLocal(SourceWriter writer, LoweredModel model)
    {
        if (model.Parameters.Count == 0)
            return;
        writer.Line($"{GradientsEmitter.Local(model)} {GeneratedMemberNames.Gradients};");
        writer.Line($"global::System.ReadOnlySpan<object> {Summed(model)} = fusedOpt::GradientBuffers.Select(in {model.Names.Local("context")}, ref {GradientsEmitter.Name(model)});");
    }

    /// <summary>The sum of a parameter's gradients.</summary>
    public static string Sum(LoweredModel model, ModelParameter p)
    {
        if (p is OwnedParameter owned)
            return Slice(model, owned.Start, ArenaLayout.Count(p.Field));
        var field = (FieldParameter)p;
        string index = string.Concat(field.Indices.Select((_, i) => FormattableString.Invariant($"[{IndexLocal(model)}[{i}]]")));
        return Sum(model, p.Keyword, string.Join(", ", field.Indices), p.GradientSpan(Cast(model), index));
    }

    /// <summary>The sum of all gradients in the arena.</summary>
    public static string Whole(LoweredModel model) => Sum(model, model.Layout!.Keyword, "", $"{Cast(model)}.{GeneratedMemberNames.GradientSpan}");

    /// <summary>The sum of a part of them.</summary>
    public static string Slice(LoweredModel model, int start, int count) => Whole(model) + (count == model.Layout!.Length ? "" : FormattableString.Invariant($".Slice({start}, {count})"));

    /// <summary>Returns the expression that finds the gradients of a submodel among those of the class.</summary>
    public static string SubmodelOf(LoweredModel model, SubmodelField submodel) =>
        $"static ({GradientsLocal(model)}, {IndexLocal(model)}) => {Cast(model)}.{Identifiers.Escape(submodel.Name)}{(submodel.Kind == SubmodelKind.One ? "" : $"[{IndexLocal(model)}]")}";

    /// <summary>The gradients that a visitor is shown: those of the model, or some that a step adds up.</summary>
    public static string Shown(LoweredModel model) => $"fusedOpt::GradientBuffers.Shown(in {model.Names.Local("context")}, {GeneratedMemberNames.Gradients})";

    /// <summary>Writes what clears all gradients of a step that is skipped, where it was given any.</summary>
    public static void EmitZero(SourceWriter writer, LoweredModel model)
    {
        string each = model.Names.Local("each");
        writer.Line($"foreach (object {each} in {model.Names.Local("context")}.Summed)");
        using (writer.Indent())
            writer.Line($"(({GeneratedMemberNames.GradientsType}){each}).{GeneratedMemberNames.ZeroGradients}();");
    }

    /// <summary>Writes the checks of gradients that a step takes the sum of: those of the model's own, for each.</summary>
    public static void EmitChecks(SourceWriter writer, LoweredModel model, string context)
    {
        FieldParameter[] checkedOnes = [.. model.Fields.Where(CheckEmitter.NeedsGradient)];
        SubmodelField[] several = [.. model.Target.Submodels.Where(p => p.Kind != SubmodelKind.One)];
        if (checkedOnes.Length + several.Length == 0 && !model.IsDerived)
            return;
        string each = model.Names.Local("each"), its = model.Names.Local("its");
        using (writer.Block($"foreach (object {each} in {context}.Summed)"))
        {
            writer.Line($"{(checkedOnes.Length + several.Length == 0 ? "_" : $"{GeneratedMemberNames.GradientsType} {its}")} = fusedOpt::GradientBuffers.Cast<{GeneratedMemberNames.GradientsType}>(\"{model.Target.Type.Name}\", {each});");
            foreach (FieldParameter p in checkedOnes)
            {
                LoopEmitter.Emit(
                    writer,
                    p,
                    index =>
                    {
                        foreach (string check in p.Storage.Check(CheckEmitter.Named(model, p, index), p.Own + index, $"{its}.{p.Name}{index}", context))
                            writer.Line(check);
                    },
                    index => writer.Line($"fusedOpt::ParameterCheck.Gradients({CheckEmitter.Named(model, p, index)}, {p.Own}{index}, {its}.{p.Name}{index});"));
            }

            foreach (SubmodelField submodel in several)
                writer.Line($"{model.SubmodelsOf(submodel)}.Fit({its}.{Identifiers.Escape(submodel.Name)}.Count);");
        }
    }

    private static string Sum(LoweredModel model, string keyword, string index, string span) =>
        $"new fusedOpt::GradientSum<{keyword}>({Summed(model)}, [{index}], static ({GradientsLocal(model)}, {IndexLocal(model)}) => {span})";

    private static string Summed(LoweredModel model) => model.Names.Local("summed");

    private static string GradientsLocal(LoweredModel model) => model.Names.Local("of");

    private static string IndexLocal(LoweredModel model) => model.Names.Local("at");

    private static string Cast(LoweredModel model) => $"(({GeneratedMemberNames.GradientsType}){GradientsLocal(model)})";
}
