using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the methods that show a visitor every parameter, gradient and state.</summary>
internal static class VisitEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context"), table = model.Names.Local("table");
        string visitor = model.Names.Local("visitor");
        string shown = $"ref {table}, ref {context}";
        if (!model.IsDerived)
        {
            string self = model.IsStruct ? "ref this" : "this";
            writer.Line($"{model.TypeMembers.Head(TypeMembers.OfOptimizable("Visit"))} =>");
            using (writer.Indent())
                writer.Line($"fusedOpt::ModelTree.Visit({self}, ref {visitor});");
            writer.Line().Line($"{model.TypeMembers.Head(TypeMembers.OfNode("Visit"))} => {model.Names.VisitParameters}({shown});").Line();
        }

        writer.Line("/// <summary>Shows a visitor the model and its submodels.</summary>");
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
                writer.Line($"base.{model.Names.VisitParameters}({shown});");
            EmitModel(writer, model, table + ".Visitor");
            if (model.Parameters.Count > 0)
            {
                string gradients = model.Target.SumsGradients ? SumEmitter.Shown(model) : GeneratedMemberNames.Gradients;
                writer.Line(TableEmitter.Call(model, gradients));
            }

            foreach (SubmodelField submodel in model.Target.Submodels)
            {
                string key = submodel.Key is null ? "" : ", " + Literals.Text(submodel.Key);
                writer.Line($"{model.SubmodelsOf(submodel)}.Visit({shown}{key});");
            }
        }

        writer.Line();
        TableEmitter.Emit(writer, model);
    }

    // The state of the model beside its parameters, and the rule of this class.
    private static void EmitModel(SourceWriter writer, LoweredModel model, string visitor)
    {
        if (!model.IsDerived)
        {
            string guard = model.Guard is { IsActive: true } ? ", " + model.Names.Guard : "";
            writer.Line($"{visitor}.Model(ref {model.Names.StepState}, ref {model.Names.LearningRate}{guard});");
        }

        writer.Line($"{visitor}.Rule({Literals.Text(RuleText.Write(model))});");
        if (model.Evaluating is { } flag)
            writer.Line($"{visitor}.Mode(ref {flag});");
        if (model.StateRate is { } stateRate)
            writer.Line($"{visitor}.StateRate(ref {stateRate});");
        if (model.Pruner is { } pruner)
            writer.Line($"{visitor}.Pruning({pruner});");
    }
}
