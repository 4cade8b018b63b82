using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what shows a visitor every parameter, gradient and state.</summary>
internal static class VisitEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        (string context, string visitor, string path, string type) = (model.Names.Local("context"), model.Names.Local("visitor"), model.Names.Local("path"), model.Names.Local("TVisitor"));
        if (!model.IsDerived)
        {
            using (writer.Block(model.TypeMembers.Head(TypeMembers.OfOptimizable("Visit"))))
            {
                StepEmitter.EmitWalk(writer, model);
                writer.Line($"{model.Names.VisitParameters}(ref {visitor}, ref {context}, \"\");");
            }

            writer.Line();
            writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("Visit"))} => {model.Names.VisitParameters}(ref {visitor}, ref {context}, {path});").Line();
        }

        writer.Line("/// <summary>Shows the visitor what there is below a path.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        MemberDeclaration hook = model.TypeMembers.Find(GeneratedMemberNames.VisitParameters);
        writer.Line(hook.Head);
        if (hook.Constraint.Length > 0)
        {
            using (writer.Indent())
                writer.Line(hook.Constraint);
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
