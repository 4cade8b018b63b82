using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the moves of a model and its submodels between the point where gradients are taken and the point where the model is evaluated.
/// </summary>
internal static class ModesEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        bool inherits = model.Target.TypeHierarchy.BaseHasModes;
        string flag = model.Evaluating ?? "";
        if (!inherits)
        {
            writer.Line($"private bool {flag};").Line();
            writer.Line("/// <inheritdoc/>");
            JsonEmitter.EmitIgnored(writer, model);
            writer.Line($"{model.TypeMembers.Begin(writer, GeneratedMemberNames.IsTraining)} => !{flag};").Line();
        }

        EmitMove(writer, model, flag, isTraining: false, k => k.Evaluate!);
        EmitMove(writer, model, flag, isTraining: true, k => k.Train!);
    }

    private static void EmitMove(
        SourceWriter writer, LoweredModel model, string flag, bool isTraining, Func<KernelSet<Kernel>, Kernel> kernelOf)
    {
        bool inherits = model.Target.TypeHierarchy.BaseHasModes;
        string name = isTraining ? GeneratedMemberNames.Train : GeneratedMemberNames.Evaluate;
        string where = isTraining ? "back to where gradients are taken" : "to where the model is to be evaluated and kept";
        writer.Line($"/// <summary>Moves the parameters {where}; nothing happens if they are there.</summary>");
        using (writer.Block(model.TypeMembers.Begin(writer, name)))
        {
            writer.Line($"if ({(isTraining ? "" : "!")}{GeneratedMemberNames.IsTraining})");
            using (writer.Indent())
                writer.Line("return;");
            if (!inherits || model.MeetsManagers)
                StepEmitter.EmitPreparedTraversal(writer, model);
            else
                StepEmitter.EmitTraversal(writer, model);
            if (!inherits && !model.IsDerived)
                StepEmitter.EmitMemoryCheck(writer, model);
            StepEmitter.EmitHolding(writer, model, name);
            if (inherits)
                writer.Line($"base.{name}();");

            if (model.Rule.Evaluate is not null)
                StepEmitter.EmitKernels(writer, model, kernelOf, GeneratedMemberNames.StepCount);
            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.{name}();");
            if (!inherits)
                writer.Line().Line($"{flag} = {(isTraining ? "false" : "true")};");
        }

        writer.Line();
    }
}
