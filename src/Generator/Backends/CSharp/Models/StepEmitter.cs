using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Models.Members;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the step: the way in, and the kernels over every parameter.</summary>
internal static class StepEmitter
{
    /// <summary>
    /// Keeps a method out of its callers, where the JIT would run out of its budget for inlining, and out of the JIT's slow tiers.
    /// </summary>
    public const string Optimized =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining | global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        if (!model.IsDerived)
        {
            writer.Line($"/// <summary>One step of {model.Rule.Update.Name} over {DocumentationText.List(model.Target.Parameters.Select(p => p.Name).Concat(model.Target.Submodels.Select(p => p.Name)))}.</summary>");
            EmitStep(writer, model, GeneratedMemberNames.Step, zeroesGradients: false);
            writer.Line("/// <summary>The same, and clears the gradients on its way.</summary>");
            EmitStep(writer, model, GeneratedMemberNames.StepAndZeroGradients, zeroesGradients: true);
            if (model.Summed is not null)
                EmitSummedSteps(writer, model);
        }

        writer.Line("/// <summary>The step itself, after all checks: what of it is this thread's.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        writer.Line(Optimized);
        string context = model.Names.Local("context");
        using (writer.Block(model.TypeMembers.Head(GeneratedMemberNames.ApplyStep)))
        {
            if (model.IsDerived)
                writer.Line($"base.{model.Names.ApplyStep}(ref {context});");
            if (model.Target.SumsGradients)
                SumEmitter.EmitLocal(writer, model);
            else if (model.Sparse.Count > 0 || model.Fields.Count > 0)
                GradientsEmitter.EmitLocal(writer, model);
            string step = model.Names.Local("step");
            bool usesStep = model.Parameters.Any(p => p.Kernel.StepName is not null);
            string next = model.IsDerived ? $"{context}.Step" : $"{model.Names.StepState}.NextStep(ref {context})";
            if (usesStep)
                writer.Line($"long {step} = {next};");
            else if (!model.IsDerived)
                writer.Line(next + ";");
            if (model.Target.Prune is not null)
                writer.Line($"{model.Names.ChoosePruned}({context}.Step);");
            if (model.Sparse.Count > 0)
                RowsEmitter.EmitAlone(writer, model);
            EmitKernels(writer, model, k => k.Update, step);
            ZeroEmitter.EmitRest(writer, model);
            if (model.Target.Submodels.Count > 0)
                writer.Line();
            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.Apply(ref {context});");
        }

        writer.Line();
    }

    private static void EmitSummedSteps(SourceWriter writer, LoweredModel model)
    {
        string[] remarks =
        [
            $"/// <param name=\"{model.Names.Local("gradients")}\">At least one. Their sum is taken in this order, each addition rounded; the model's own have no part in it where they are not among them.</param>",
            "/// <exception cref=\"global::System.ArgumentException\">There is none, or one is null or made for another class; nothing has changed.</exception>",
            "/// <exception cref=\"global::System.InvalidOperationException\">One does not fit the parameters; nothing has changed.</exception>",
        ];
        foreach ((string name, string summary, bool zeroes) in new[] { (GeneratedMemberNames.Step, "One step with the sum of gradients, for threads that each have their own.", false), (GeneratedMemberNames.StepAndZeroGradients, "The same, and clears each of them on its way.", true) })
        {
            writer.Line($"/// <summary>{summary}</summary>");
            foreach (string remark in remarks)
                writer.Line(remark);
            EmitStep(writer, model, name, zeroes, isSummed: true);
        }
    }

    private static void EmitStep(SourceWriter writer, LoweredModel model, string name, bool zeroesGradients, bool isSummed = false)
    {
        string context = model.Names.Local("context"), state = model.Names.StepState;
        if (!isSummed)
            writer.Line("/// <inheritdoc/>");
        string gradients = model.Names.Local("gradients");
        using (writer.Block(model.TypeMembers.Head(isSummed ? TypeMembers.Summed(name) : name)))
        {
            bool isGuarded = model.Guard is { IsActive: true };
            writer.Line($"var {context} = fusedOpt::StepDriver.Begin({(model.IsStruct ? $"\"{model.Target.Type.Name}\"" : "this")}, ref {state}{(isGuarded ? ", " + model.Names.Guard : "")}{(zeroesGradients ? ", zeroesGradients: true" : "")});");
            using (writer.Block("try"))
            {
                if (isSummed)
                    writer.Line($"fusedOpt::GradientBuffers.Enter(\"{model.Target.Type.Name}\", ref {model.Summed}, {gradients}, ref {context});");
                writer.Line($"{model.Names.PrepareStep}(ref {context});");
                EmitMemoryCheck(writer, model);
                if (isGuarded)
                    writer.Line($"fusedOpt::StepDriver.TakeGuarded(this, ref {context});");
                else
                    EmitTaking(writer, model);
            }

            using (writer.Block("finally"))
            {
                if (isSummed)
                    writer.Line($"{model.Summed}?.Clear();");
                writer.Line($"{state}.Leave(in {context});");
            }
        }

        writer.Line();
    }

    /// <summary>Writes the step of what has been prepared, on several threads or on this one.</summary>
    public static void EmitTaking(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context");
        bool mayNotBeAlone = !model.IsStruct || model.MeetsManagers;
        if (mayNotBeAlone)
            writer.Line($"if (!fusedOpt::StepDriver.TryRunParallel({This(model)}, in {context}))");
        using (mayNotBeAlone ? writer.Indent() : null)
            writer.Line($"{model.Names.ApplyStep}(ref {context});");
    }

    /// <summary>Writes what demands that parameters share no memory, where any could.</summary>
    public static void EmitMemoryCheck(SourceWriter writer, LoweredModel model)
    {
        if (model.Fields.Any(p => p.NeedsPreparation) || model.Target.Submodels.Count > 0 || model.Target.TypeHierarchy.IsOpen)
            writer.Line($"{model.Names.StepState}.CheckMemory({This(model)}, in {model.Names.Local("context")});");
    }

    /// <summary>Writes what makes a call again while managers hold the model's memory, where there may be any, after the traversal that has prepared it.</summary>
    public static void EmitHolding(SourceWriter writer, LoweredModel model, string call)
    {
        if (!model.MeetsManagers)
            return;
        writer.Line($"if (fusedOpt::StepDriver.TryRunHeld({This(model)}, in {model.Names.Local("context")}, fusedOpt::HeldCall.{call}))");
        using (writer.Indent())
            writer.Line("return;");
    }

    private static string This(LoweredModel model) => model.IsStruct ? "ref this" : "this";

    /// <summary>Writes the traversal that checks everything, here and within, where no step is to be taken.</summary>
    public static void EmitWalk(SourceWriter writer, LoweredModel model)
    {
        EmitBareWalk(writer, model);
        writer.Line($"{model.Names.PrepareStep}(ref {model.Names.Local("context")});");
    }

    /// <summary>Writes a traversal for what has been checked.</summary>
    public static void EmitBareWalk(SourceWriter writer, LoweredModel model) => writer.Line($"var {model.Names.Local("context")} = new fusedOpt::StepContext(isStep: false);");

    /// <summary>Writes a kernel over every parameter: uniforms once for all that are stepped alike.</summary>
    public static void EmitKernels(SourceWriter writer, LoweredModel model, Func<KernelSet<Kernel>, Kernel> kernelOf, string step)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var groups = model.Parameters.GroupBy(p => (Kernel: kernelOf(p.Kernels), p.Specialisation.LearningRateScale)).ToArray();
        foreach (var group in groups)
        {
            Kernel kernel = group.Key.Kernel;
            string name = model.KernelClass(kernel);
            string rate = group.Key.LearningRateScale == 1 ? model.StepRate : $"{Literals.Double(group.Key.LearningRateScale)} * {model.StepRate}";
            string?[] inputs =
            [
                kernel.LearningRateName is null ? null : rate,
                kernel.StepName is null ? null : step,
                kernel.GradientScaleName is null ? null : model.Names.Local("context") + ".GradientScale",
                kernel.HasGradient ? model.Names.Local("context") + ".ZeroesGradients" : null,
            ];
            string[] common = [.. inputs.OfType<string>()];
            string local = model.Names.Local(Identifiers.Unique(groups.Length == 1 ? "kernel" : Identifiers.Camel(Label(group.First())) + "Kernel", names));
            writer.Line();
            writer.Line($"var {local} = new {name}({string.Join(", ", common)});");
            string Tail(string noise) => $"{noise}, ref {model.Names.Local("context")}";
            var done = new HashSet<ArenaSegment>();

            // Single values are claimed all at once, since a claim takes as long as an update.
            ModelParameter[] singles = [.. group.Where(p => SinglesEmitter.IsSingle(model, p, kernel))];
            if (singles.Length > 0)
                SinglesEmitter.Emit(writer, model, new(singles), kernel, name, local, names);
            foreach (ModelParameter p in group.Except(singles))
            {
                if (p is OwnedParameter { Field.IsPruned: false } && !kernel.HasTensorValues && model.Layout!.HoldsStates && model.Layout!.SegmentOf(p.Field.Name) is var segment)
                {
                    if (done.Add(segment))
                        EmitSegment(writer, model, (OwnedParameter)p, segment, kernel, local, Tail(NoiseEmitter.Segment(model, kernel, segment.Start)));
                }
                else if (p.Field.IsSparse)
                {
                    RowsEmitter.EmitStep(writer, model, p, kernel, local);
                }
                else if (p.Field.IsPruned && kernel == p.Kernel)
                {
                    PruneEmitter.EmitEach(writer, model, p, (index, number) => writer.Line($"{local}.Update({Arguments(model, p, kernel, index)}{Tail(NoiseEmitter.Argument(model, p, kernel, index))}, {PruneEmitter.Arguments(model, p, kernel, number)});"));
                }
                else
                {
                    LoopEmitter.Emit(writer, p, index => writer.Line($"{local}.Update({Arguments(model, p, kernel, index)}{Tail(NoiseEmitter.Argument(model, p, kernel, index))});"));
                }
            }
        }
    }

    // What tells a kernel from the others of the class.
    private static string Label(ModelParameter p) =>
        Identifiers.Pascal(p.Kernel.ElementKeyword) + (p.Kernel.Ir.Key.Traits.Contains("Matrix") ? "Matrix" : "") + string.Concat(p.Specialisation.Difference.AsEnumerable().Select(KernelIdentity.Word));

    private static void EmitSegment(SourceWriter writer, LoweredModel model, OwnedParameter first, ArenaSegment segment, Kernel kernel, string local, string tail)
    {
        int[] spaces = [0, .. kernel.HasGradient ? [1] : Array.Empty<int>(), .. first.Arguments(kernel).Select(s => first.SpaceOf(s.Slot))];
        writer.Line($"// {DocumentationText.List(segment.Parameters)}");
        writer.Line($"{local}.Update({string.Join(", ", spaces.Select(s => s == 1 && model.Target.SumsGradients ? SumEmitter.Slice(model, segment.Start, segment.Count) : OwnedParameter.Slice(model.Arena!, s, segment.Start, segment.Count)))}{tail});");
    }

    private static string Arguments(LoweredModel model, ModelParameter p, Kernel kernel, string index)
    {
        string gradients = GradientsEmitter.Name(model);
        StateField[] states = [.. p.Arguments(kernel)];

        string[] arrays = !kernel.HasGradient ? [p.Argument(index)]
            : model.Target.SumsGradients ? [p.Argument(index), SumEmitter.Sum(model, p)]
            : [p.Argument(index), p.GradientArgument(gradients, index)];
        return string.Join(", ", arrays
            .Concat(states.Where(s => s.Rate != Rate.Tensor).Select(s => p.StateArgument(s, index)))
            .Concat(kernel.TakesShape ? [p.Count(Rate.Row, index), p.Count(Rate.Column, index)] : [])
            .Concat(states.Where(s => s.Rate == Rate.Tensor).Select(s => $"ref {(p is FieldParameter ? FieldParameter.StateValue(s, index) : s.Name)}")));
    }
}
