using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what shows a visitor every parameter, gradient and state.</summary>
internal static class VisitEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        (string context, string visitor, string path, string type) = (model.Names.Local("context"), model.Names.Local("visitor"), model.Names.Local("path"), model.Names.Local("TVisitor"));
        string arguments = $"ref {type} {visitor}, ref global::FusedOpt.CompilerServices.StepContext {context}, string {path}";
        if (!model.IsDerived)
        {
            using (writer.Block($"void global::FusedOpt.IOptimizable.Visit<{type}>(ref {type} {visitor})"))
            {
                StepEmitter.EmitWalk(writer, model);
                writer.Line($"{model.Names.VisitParameters}(ref {visitor}, ref {context}, \"\");");
            }

            writer.Line();
            writer.Line($"void global::FusedOpt.IOptimizable.Visit<{type}>({arguments}) => {model.Names.VisitParameters}(ref {visitor}, ref {context}, {path});").Line();
        }

        writer.Line("/// <summary>Shows the visitor what there is below a path.</summary>");
        if (model.Hook != "private ")
            GradientsEmitter.EmitHidden(writer);
        writer.Line($"{model.Hook}void {model.Names.VisitParameters}<{type}>({arguments})");
        if (!model.IsDerived)
        {
            using (writer.Indent())
                writer.Line($"where {type} : global::FusedOpt.IParameterVisitor, allows ref struct");
        }

        using (writer.Block())
        {
            if (model.IsDerived)
                writer.Line($"base.{model.Names.VisitParameters}(ref {visitor}, ref {context}, {path});");
            if (model.Target.SumsGradients)
                SumEmitter.EmitShown(writer, model);
            else
                GradientsEmitter.EmitLocal(writer, model);
            foreach (ModelParameter p in model.Parameters)
            {
                LoopEmitter.Emit(writer, p, index =>
                {
                    string name = $"{path} + \"{p.Field.Name}\"";
                    if (index.Length > 0)
                        name = $"$\"{{{path}}}{p.Field.Name}{index.Replace("[", "[{").Replace("]", "}]")}\"";
                    writer.Line($"{visitor}.Parameter({name}, {p.Span(index)}, {p.GradientSpan(GradientsEmitter.Name(model), index)});");
                    foreach (StateField state in p.States)
                    {
                        writer.Line(state.Narrow is null
                            ? $"{visitor}.State({name}, \"{state.CheckpointName}\", {p.StateSpan(state, index)});"
                            : $"{p.StateArgument(state, index)}.Show(ref {visitor}, {name}, \"{state.CheckpointName}\");");
                    }
                });
            }

            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.Visit(ref {visitor}, ref {context}, {path});");
        }

        writer.Line();
    }
}
