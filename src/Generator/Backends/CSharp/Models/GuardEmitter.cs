using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the guard of a class's gradients, and the method that measures the gradients.</summary>
internal static class GuardEmitter
{
    /// <summary>Writes the field that holds the guard.</summary>
    public static void EmitField(SourceWriter writer, LoweredModel model, GuardModel guard) =>
        writer.Line($"private readonly fusedOpt::GradientGuard {model.Names.Guard} = new({string.Join(", ", Arguments(guard))});");

    /// <summary>Writes the properties through which users see the guard.</summary>
    public static void EmitProperties(SourceWriter writer, LoweredModel model, GuardModel guard)
    {
        string name = model.Names.Guard;
        void Property(string member, string summary, string body, bool isData = false)
        {
            if (!model.TypeMembers.Has(member))
                return;
            writer.Line($"/// <summary>{summary}</summary>");
            if (!isData)
                JsonEmitter.EmitIgnored(writer, model);
            writer.Line($"{model.TypeMembers.Begin(writer, member)} {body}").Line();
        }

        Property(
            GeneratedMemberNames.MaxGradientNorm,
            "The largest norm of all gradients together. Above 0; can be set at any time.",
            $"{{ get => {name}.MaxNorm; set => {name}.MaxNorm = value; }}",
            isData: true);
        Property(
            GeneratedMemberNames.GradientNorm,
            "The norm of all gradients at the last step, before they were clipped; 0 before the first. "
                + "At most double.MaxValue while all are finite.",
            $"=> {name}.LastNorm;");
        Property(
            GeneratedMemberNames.SkippedSteps,
            "The number of steps that were skipped because a gradient was not finite.",
            $"=> {name}.SkippedSteps;");
        Property(
            GeneratedMemberNames.LossScale,
            "The factor for the loss, or its gradient, from 2^-24 to 2^95.",
            $"=> {name}.LossScale;");
        Property(
            GeneratedMemberNames.IsLossScaleExhausted,
            "True if the last step was skipped at the smallest scale: no scale makes the gradients finite, "
                + "and training has to stop.",
            $"=> {name}.IsLossScaleExhausted;");
        Property(
            GeneratedMemberNames.MicroBatch,
            FormattableString.Invariant($"The number of micro-batches that have come for the next step, of {guard.MicroBatches}."),
            $"=> {name}.MicroBatch;");
    }

    /// <summary>Writes the code that takes a prepared step if the guard admits the step.</summary>
    public static void EmitAdmission(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context");
        using (writer.Block(model.TypeMembers.Head(TypeMembers.OfNode("TakeGuarded"))))
        {
            using (writer.Block($"if ({model.Names.Guard}.TryAdmit(this, ref {context}))"))
                StepEmitter.EmitTaking(writer, model);
            using (writer.Block($"else if ({context}.ZeroesGradients && !{model.Names.Guard}.IsWaiting)"))
            {
                if (model.Summed is not null)
                    SumEmitter.EmitZero(writer, model);
                if (model.Summed is not null)
                    writer.Line($"if ({context}.Summed.IsEmpty)");
                using (model.Summed is null ? null : writer.Indent())
                    writer.Line($"{GeneratedMemberNames.ZeroGradients}();");
            }
        }

        writer.Line();
    }

    /// <summary>Writes the method that measures the gradients, here and in the submodels.</summary>
    public static void EmitMeasure(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context"), measure = model.Names.Local("measure");
        string gradients = GradientsEmitter.Name(model);
        if (!model.IsDerived)
        {
            string guard = model.Guard!.IsActive ? model.Names.Guard : "fusedOpt::GradientGuard.Neutral";
            writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("Guard"))} => {guard};").Line();
            if (model.Guard.IsActive)
                EmitAdmission(writer, model);
            string head = model.TypeMembers.Head(TypeMembers.OfNode("Measure"));
            writer.Line($"{head} => {model.Names.MeasureGradients}(ref {context});").Line();
        }

        writer.Line("/// <summary>Measures this thread's share of the gradients.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.MeasureGradients)))
        {
            if (model.IsDerived)
                writer.Line($"base.{model.Names.MeasureGradients}(ref {context});");
            if (model.Parameters.Count > 0)
                writer.Line($"var {measure} = {context}.Measure!;");
            bool sums = model.Target.SumsGradients;
            if (model.Pruner is not null)
                writer.Line($"{model.Names.ChoosePruned}({GeneratedMemberNames.StepCount} + 1);");
            if (sums)
                SumEmitter.EmitLocal(writer, model);
            else
                GradientsEmitter.EmitLocal(writer, model);
            void Add(ModelParameter p, string index, string mask)
            {
                string gradient = sums ? SumEmitter.Sum(model, p) : p.GradientSpan(gradients, index);
                writer.Line($"{measure}.Add({gradient}, ref {context}{mask});");
            }

            foreach (ModelParameter p in model.Fields.Concat<ModelParameter>(model.Owned.Where(p => p.Field.IsPruned)))
            {
                if (p.Field.IsPruned)
                    PruneEmitter.EmitEach(writer, model, p, (index, number) => Add(p, index, $", {model.Pruner}[{number}]"));
                else
                    LoopEmitter.Emit(writer, p, index => Add(p, index, ""));
            }

            foreach (OwnedTable table in model.Parameters.OfType<OwnedTable>())
                writer.Line($"{measure}.Add({table.GradientSpan(gradients, "")}, ref {context});");
            if (model.Arena is { } arena)
            {
                // Pruned parameters lie in segments of their own, and their gradients have been measured above.
                ArenaSegment[] segments = [.. model.Layout!.Segments.Where(s => !s.IsPruned)];
                string[] measured = segments.Length == model.Layout.Segments.Count
                    ? [sums ? SumEmitter.Whole(model) : arena + "[1]"]
                    : [.. segments.Select(s => SumEmitter.Gradients(model, s.Start, s.Count))];
                foreach (string gradient in measured)
                    writer.Line($"{measure}.Add({gradient}, ref {context});");
            }

            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.Measure(ref {context});");
        }

        writer.Line();
    }

    /// <summary>Writes that a structure has no guard, since the interface's own implementation would box the structure.</summary>
    public static void EmitNone(SourceWriter writer, LoweredModel model) =>
        writer.Line($"{model.TypeMembers.Head(TypeMembers.OfNode("Guard"))} => null;").Line();

    private static IEnumerable<string> Arguments(GuardModel guard)
    {
        if (guard.Clips)
            yield return "maxNorm: " + Literals.Double(guard.MaxNorm);
        if (guard.IsLargest)
            yield return "norm: global::FusedOpt.NormKind.Infinity";
        if (guard.SkipsNonFinite)
            yield return "skipsNonFinite: true";
        if (guard.Waits)
            yield return "microBatches: " + Literals.Decimal(guard.MicroBatches);
        if (guard.LossScale > 0)
            yield return "lossScale: " + Literals.Double(guard.LossScale);
        if (guard.LossScale > 0 && guard.GrowthInterval != 2000)
            yield return "growthInterval: " + Literals.Decimal(guard.GrowthInterval);
    }
}
