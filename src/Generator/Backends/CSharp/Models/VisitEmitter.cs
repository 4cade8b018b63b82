using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the methods that show a visitor every parameter, gradient and state.</summary>
internal static class VisitEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context"), path = model.Names.Local("path");
        string visitor = model.Names.Local("visitor"), type = model.Names.Local("TVisitor");
        string shown = $"ref {visitor}, ref {context}";
        if (!model.IsDerived)
        {
            using (writer.Block(model.TypeMembers.Head(TypeMembers.OfOptimizable("Visit"))))
            {
                StepEmitter.EmitPreparedTraversal(writer, model);
                writer.Line($"{model.Names.VisitParameters}({shown}, \"\");");
            }

            writer.Line();
            string head = model.TypeMembers.Head(TypeMembers.OfNode("Visit"));
            writer.Line($"{head} => {model.Names.VisitParameters}({shown}, {path});").Line();
        }

        writer.Line("/// <summary>Shows the visitor every parameter below a path.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        MemberDeclaration hook = model.TypeMembers.Find(GeneratedMemberNames.VisitParameters);
        writer.Line(model.TypeMembers.Begin(writer, hook.Key));
        if (hook.Constraint.Length > 0)
        {
            using (writer.Indent())
                writer.Line(hook.Constraint);
        }

        using (writer.Block())
        {
            if (model.IsDerived)
                writer.Line($"base.{model.Names.VisitParameters}({shown}, {path});");
            if (model.Parameters.Count > 0)
            {
                string gradients = model.Target.SumsGradients ? SumEmitter.Shown(model) : GeneratedMemberNames.Gradients;
                TableEmitter.EmitLocal(writer, model, $"VisitorAdapter<{type}>", $"ref {visitor}, {path}");
                writer.Line(TableEmitter.Call(model, gradients));
            }

            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.Visit({shown}, {path});");
        }

        writer.Line();
        TableEmitter.Emit(writer, model);
    }
}
