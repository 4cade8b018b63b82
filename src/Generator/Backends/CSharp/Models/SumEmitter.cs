using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the code of steps over the sum of several gradients: the sums, the checks of each gradient, and the way to the gradients of
/// submodels.
/// </summary>
internal static class SumEmitter
{
    /// <summary>Writes the local that holds all gradients of the class that are added up.</summary>
    public static void EmitLocal(SourceWriter writer, LoweredModel model)
    {
        if (model.Parameters.Count == 0)
            return;
        writer.Line($"{GradientsEmitter.Local(model)} {GeneratedMemberNames.Gradients};");
        string arguments = $"in {model.Names.Local("context")}, ref {GradientsEmitter.Name(model)}";
        writer.Line($"global::System.ReadOnlySpan<object> {Summed(model)} = fusedOpt::GradientBuffers.Select({arguments});");
    }

    /// <summary>Returns the sum of a parameter's gradients.</summary>
    public static string Sum(LoweredModel model, ModelParameter p)
    {
        if (p is OwnedParameter owned)
            return Slice(model, owned.Start, ArenaLayout.Count(p.Field));
        var field = (FieldParameter)p;
        string index = string.Concat(field.Indices.Select((_, i) => FormattableString.Invariant($"[{IndexLocal(model)}[{i}]]")));
        return Sum(model, p.Keyword, string.Join(", ", field.Indices), p.GradientSpan(Cast(model), index));
    }

    /// <summary>Returns the sum of all gradients in the arena.</summary>
    public static string Whole(LoweredModel model) =>
        Sum(model, model.Layout!.Keyword, "", $"{Cast(model)}.{GeneratedMemberNames.GradientSpan}");

    /// <summary>Returns the sum of a range of the gradients in the arena.</summary>
    public static string Slice(LoweredModel model, int start, int count) =>
        Whole(model) + (count == model.Layout!.Length ? "" : FormattableString.Invariant($".Slice({start}, {count})"));

    /// <summary>Returns a range of the gradients in the arena: their sum if the class takes sums, the model's own otherwise.</summary>
    public static string Gradients(LoweredModel model, int start, int count) =>
        model.Target.SumsGradients ? Slice(model, start, count) : OwnedParameter.Slice(model.Arena!, 1, start, count);

    /// <summary>Returns the expression that finds the gradients of a submodel among the gradients of the class.</summary>
    public static string SubmodelOf(LoweredModel model, SubmodelField submodel)
    {
        string index = submodel.Kind == SubmodelKind.One ? "" : $"[{IndexLocal(model)}]";
        string gradients = $"{Cast(model)}.{Identifiers.Escape(submodel.Name)}{index}";
        return $"static ({GradientsLocal(model)}, {IndexLocal(model)}) => {gradients}";
    }

    /// <summary>Returns the gradients that a visitor is shown: the model's own, or some that a step adds up.</summary>
    public static string Shown(LoweredModel model) =>
        $"fusedOpt::GradientBuffers.Shown(in {model.Names.Local("context")}, {GeneratedMemberNames.Gradients})";

    /// <summary>Writes the loop that clears all gradients which a skipped step was given.</summary>
    public static void EmitZero(SourceWriter writer, LoweredModel model)
    {
        string each = model.Names.Local("each");
        writer.Line($"foreach (object {each} in {model.Names.Local("context")}.Summed)");
        using (writer.Indent())
            writer.Line($"(({GeneratedMemberNames.GradientsType}){each}).{GeneratedMemberNames.ZeroGradients}();");
    }

    /// <summary>Writes the checks of all gradients that a step sums: the same checks as for the model's own gradients.</summary>
    public static void EmitChecks(SourceWriter writer, LoweredModel model, string context)
    {
        FieldParameter[] checkedOnes = [.. model.Fields.Where(CheckEmitter.NeedsGradient)];
        SubmodelField[] several = [.. model.Target.Submodels.Where(p => p.Kind != SubmodelKind.One)];
        if (checkedOnes.Length + several.Length == 0 && !model.IsDerived)
            return;
        string each = model.Names.Local("each"), its = model.Names.Local("its");
        using (writer.Block($"foreach (object {each} in {context}.Summed)"))
        {
            const string Type = GeneratedMemberNames.GradientsType;
            string local = checkedOnes.Length + several.Length == 0 ? "_" : $"{Type} {its}";
            writer.Line($"{local} = fusedOpt::GradientBuffers.Cast<{Type}>(\"{model.Target.Type.Name}\", {each});");
            foreach (FieldParameter p in checkedOnes)
            {
                string NameOf(string index) => CheckEmitter.Named(model, p, index);
                string Gradient(string index) => $"{its}.{p.Name}{index}";
                void EmitAll(string index)
                {
                    foreach (string check in p.Storage.Check(NameOf(index), p.Own + index, Gradient(index), context))
                        writer.Line(check);
                }

                void EmitEach(string index) =>
                    writer.Line($"fusedOpt::ParameterCheck.Gradients({NameOf(index)}, {p.Own}{index}, {Gradient(index)});");

                LoopEmitter.Emit(writer, p, EmitAll, EmitEach);
            }

            foreach (SubmodelField submodel in several)
                writer.Line($"{model.SubmodelsOf(submodel)}.Fit({its}.{Identifiers.Escape(submodel.Name)}.Count);");
        }
    }

    private static string Sum(LoweredModel model, string keyword, string index, string span)
    {
        string select = $"static ({GradientsLocal(model)}, {IndexLocal(model)}) => {span}";
        return $"new fusedOpt::GradientSum<{keyword}>({Summed(model)}, [{index}], {select})";
    }

    private static string Summed(LoweredModel model) => model.Names.Local("summed");

    private static string GradientsLocal(LoweredModel model) => model.Names.Local("of");

    private static string IndexLocal(LoweredModel model) => model.Names.Local("at");

    private static string Cast(LoweredModel model) => $"(({GeneratedMemberNames.GradientsType}){GradientsLocal(model)})";
}
