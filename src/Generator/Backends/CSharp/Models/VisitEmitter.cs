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
            // A method Visit of the user's would take the place of the interface's own implementation, which would also box a structure.
            using (writer.Block($"void global::FusedOpt.IOptimizable.Visit<{type}>(ref {type} {visitor})"))
            {
                StepEmitter.EmitWalk(writer, model);
                writer.Line($"{model.Names.VisitParameters}(ref {visitor}, ref {context}, \"\");");
            }

            writer.Line();
            writer.Line($"void global::FusedOpt.CompilerServices.IModelNode.Visit<{type}>({arguments}) => {model.Names.VisitParameters}(ref {visitor}, ref {context}, {path});").Line();
        }

        writer.Line("/// <summary>Shows the visitor what there is below a path.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        writer.Line($"{model.Hook}void {model.Names.VisitParameters}<{type}>({arguments})");
        if (!model.IsDerived)
        {
            // A method Visit of the user's would take the place of the interface's own implementation, which would also box a structure.
            using (writer.Indent())
                writer.Line($"where {type} : global::FusedOpt.IParameterVisitor, allows ref struct");
        }

        using (writer.Block())
        {
            if (model.IsDerived)
                writer.Line($"base.{model.Names.VisitParameters}(ref {visitor}, ref {context}, {path});");
            if (model.Parameters.Count > 0)
            {
                TableEmitter.EmitLocal(writer, model, $"VisitorAdapter<{type}>", $"ref {visitor}, {path}");
                writer.Line(TableEmitter.Call(model, model.Target.SumsGradients ? SumEmitter.Shown(model) : GeneratedMemberNames.Gradients));
            }

            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.Visit(ref {visitor}, ref {context}, {path});");
        }

        writer.Line();
        TableEmitter.Emit(writer, model);
    }
}
