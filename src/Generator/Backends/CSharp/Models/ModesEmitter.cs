using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the moves between where gradients are taken and where the model is evaluated, here and in the models within.</summary>
internal static class ModesEmitter
{
    public static void Emit(SourceWriter writer, ModelSketch model)
    {
        bool inherits = model.Target.Lineage.BaseHasModes;
        string flag = inherits ? "" : model.Names.Unique("_isEvaluating");
        if (!inherits)
        {
            writer.Line($"private bool {flag};").Line();
            writer.Line("/// <inheritdoc/>");
            JsonEmitter.EmitIgnored(writer, model);
            writer.Line($"public bool {Surface.IsTraining} => !{flag};").Line();
        }

        EmitMove(writer, model, Surface.Evaluate, flag, "to where the model is to be evaluated and kept", isTraining: false, k => k.Evaluate!);
        EmitMove(writer, model, Surface.Train, flag, "back to where gradients are taken", isTraining: true, k => k.Train!);
    }

    private static void EmitMove(SourceWriter writer, ModelSketch model, string name, string flag, string where, bool isTraining, Func<KernelSet<Kernel>, Kernel> kernelOf)
    {
        bool inherits = model.Target.Lineage.BaseHasModes;
        writer.Line($"/// <summary>Moves the parameters {where}; nothing happens if they are there.</summary>");
        using (writer.Block($"public {(inherits ? "override " : model.Target.Lineage.IsOpen ? "virtual " : "")}void {name}()"))
        {
            writer.Line($"if ({(isTraining ? "" : "!")}{Surface.IsTraining})");
            using (writer.Indent())
                writer.Line("return;");
            if (!inherits || model.MeetsManagers)
                StepEmitter.EmitWalk(writer, model);
            else
                StepEmitter.EmitBareWalk(writer, model);
            if (!inherits && !model.IsDerived)
                StepEmitter.EmitMemoryCheck(writer, model);
            StepEmitter.EmitHolding(writer, model, name);
            if (inherits)
                writer.Line($"base.{name}();");

            if (model.Rule.Evaluate is not null)
                StepEmitter.EmitKernels(writer, model, kernelOf, Surface.StepCount);
            foreach (PartField part in model.Target.Parts)
                writer.Line($"{model.PartsOf(part)}.{name}();");
            if (!inherits)
                writer.Line().Line($"{flag} = {(isTraining ? "false" : "true")};");
        }

        writer.Line();
    }
}
