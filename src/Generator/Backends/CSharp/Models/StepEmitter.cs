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

/// <summary>Writes the step: the methods that users call, and the kernels over every parameter.</summary>
internal static class StepEmitter
{
    /// <summary>The attribute that keeps a method out of its callers, in which the JIT would run out of its budget for inlining.</summary>
    /// <remarks>
    /// A method of calls alone is left to the JIT's tiers: optimized from the first call, it took five times as long to compile, a quarter
    /// of the first step of ten layer types.
    /// </remarks>
    public const string Separate = $"[clrServices::MethodImpl({Options}.NoInlining)]";

    /// <summary>The attribute that also keeps a method out of the JIT's slow tiers, since the method computes values itself.</summary>
    public const string Optimized = $"[clrServices::MethodImpl({Options}.NoInlining | {Options}.AggressiveOptimization)]";

    private const string Options = "clrServices::MethodImplOptions";

    /// <summary>Writes the methods that users call, and the method that a thread runs.</summary>
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        if (!model.IsDerived)
        {
            writer.Line($"/// <summary>{MemberSummary.Step(model)}</summary>");
            EmitStep(writer, model, GeneratedMemberNames.Step, zeroesGradients: false);
            writer.Line("/// <summary>Takes one step and sets the gradients to 0 in the same pass.</summary>");
            EmitStep(writer, model, GeneratedMemberNames.StepAndZeroGradients, zeroesGradients: true);
            EmitTakeStep(writer, model);
            if (model.Summed is not null)
                EmitSummedSteps(writer, model);
        }

        writer.Line("/// <summary>Takes this thread's share of the step, after all checks.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        bool computes = model.Parameters.Any(p => SinglesEmitter.IsSingle(model, p, p.Kernels.Update));
        writer.Line(computes ? Optimized : Separate);
        string context = model.Names.Local("context");
        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.ApplyStep)))
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
        const string Order = "At least one. Their sum is taken in this order, each addition rounded";
        const string Own = "the model's own have no part in it where they are not among them";
        const string Wrong = "There is none, or one is null or made for another class";
        const string Unfit = "One does not fit the parameters";
        string[] remarks =
        [
            $"/// <param name=\"{model.Names.Local("gradients")}\">{Order}; {Own}.</param>",
            $"/// <exception cref=\"global::System.ArgumentException\">{Wrong}; nothing has changed.</exception>",
            $"/// <exception cref=\"global::System.InvalidOperationException\">{Unfit}; nothing has changed.</exception>",
        ];
        void EmitSummed(string name, string summary, bool zeroesGradients)
        {
            writer.Line($"/// <summary>{summary}</summary>");
            foreach (string remark in remarks)
                writer.Line(remark);
            EmitStep(writer, model, name, zeroesGradients, isSummed: true);
        }

        const string Sum = "Takes one step with the sum of gradients, for threads that each have gradients of their own.";
        EmitSummed(GeneratedMemberNames.Step, Sum, zeroesGradients: false);
        const string Zeroing = "Takes one step with the sum of gradients, and sets each of them to 0 in the same pass.";
        EmitSummed(GeneratedMemberNames.StepAndZeroGradients, Zeroing, zeroesGradients: true);
        EmitTakeStep(writer, model, isSummed: true);
    }

    private static void EmitStep(SourceWriter writer, LoweredModel model, string method, bool zeroesGradients, bool isSummed = false)
    {
        if (!isSummed)
            writer.Line("/// <inheritdoc/>");
        string head = model.TypeMembers.Begin(writer, isSummed ? TypeMembers.Summed(method) : method);
        string gradients = isSummed ? model.Names.Local("gradients") + ", " : "", zeroes = model.Names.Local("zeroesGradients");
        writer.Line($"{head} => {model.Names.TakeStep}({gradients}{zeroes}: {(zeroesGradients ? "true" : "false")});").Line();
    }

    private static void EmitTakeStep(SourceWriter writer, LoweredModel model, bool isSummed = false)
    {
        string context = model.Names.Local("context"), state = model.Names.StepState, zeroes = model.Names.Local("zeroesGradients");
        string gradients = model.Names.Local("gradients");
        string summed = isSummed ? $"global::System.ReadOnlySpan<{GeneratedMemberNames.GradientsType}> {gradients}, " : "";
        writer.Line("/// <summary>Checks everything, and then takes the step.</summary>");
        using (writer.Block($"private void {model.Names.TakeStep}({summed}bool {zeroes})"))
        {
            bool isGuarded = model.Guard is { IsActive: true };
            string name = $"\"{model.Target.Type.Name}\"", owner = model.IsStruct ? name : "this";
            string guard = isGuarded ? ", " + model.Names.Guard : "";
            writer.Line($"var {context} = fusedOpt::StepDriver.Begin({owner}, ref {state}{guard}, {zeroes});");
            using (writer.Block("try"))
            {
                if (isSummed)
                    writer.Line($"fusedOpt::GradientBuffers.Enter({name}, ref {model.Summed}, {gradients}, ref {context});");
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

    /// <summary>Writes a step that has been prepared, on several threads or on this one.</summary>
    public static void EmitTaking(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context");
        bool mayNotBeAlone = !model.IsStruct || model.MeetsManagers;
        if (mayNotBeAlone)
            writer.Line($"if (!fusedOpt::StepDriver.TryRunParallel({This(model)}, in {context}))");
        using (mayNotBeAlone ? writer.Indent() : null)
            writer.Line($"{model.Names.ApplyStep}(ref {context});");
    }

    /// <summary>Writes the check that no two parameters share memory, if any could.</summary>
    public static void EmitMemoryCheck(SourceWriter writer, LoweredModel model)
    {
        if (model.Fields.Any(p => p.NeedsPreparation) || model.Target.Submodels.Count > 0 || model.Target.TypeHierarchy.IsOpen)
            writer.Line($"{model.Names.StepState}.CheckMemory({This(model)}, in {model.Names.Local("context")});");
    }

    /// <summary>Writes the second call of a method, in which managers hold the model's memory, if managers may be met.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="call">The method; the code must stand behind the traversal that has prepared the model.</param>
    public static void EmitHolding(SourceWriter writer, LoweredModel model, string call)
    {
        if (!model.MeetsManagers)
            return;
        string arguments = $"{This(model)}, in {model.Names.Local("context")}, fusedOpt::HeldCall.{call}";
        writer.Line($"if (fusedOpt::StepDriver.TryRunHeld({arguments}))");
        using (writer.Indent())
            writer.Line("return;");
    }

    private static string This(LoweredModel model) => model.IsStruct ? "ref this" : "this";

    /// <summary>Writes the traversal that checks the model and its submodels in a method that takes no step.</summary>
    public static void EmitPreparedTraversal(SourceWriter writer, LoweredModel model)
    {
        EmitTraversal(writer, model);
        writer.Line($"{model.Names.PrepareStep}(ref {model.Names.Local("context")});");
    }

    /// <summary>Writes the context of a traversal that takes no step. A model that is stepped, saved or loaded refuses it.</summary>
    public static void EmitTraversal(SourceWriter writer, LoweredModel model)
    {
        string look = model.IsDerived ? "fusedOpt::StepDriver.Look(this)"
            : model.IsStruct ? $"{model.Names.StepState}.Look(\"{model.Target.Type.Name}\")"
            : $"{model.Names.StepState}.Look(this)";
        writer.Line($"var {model.Names.Local("context")} = {look};");
    }

    /// <summary>Writes the calls of a kernel for every parameter. Parameters that are stepped alike share the uniforms.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="kernelOf">Returns one of a parameter's kernels.</param>
    /// <param name="step">The number of the step, as an expression.</param>
    public static void EmitKernels(SourceWriter writer, LoweredModel model, Func<KernelSet<Kernel>, Kernel> kernelOf, string step)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var groups = model.Parameters.GroupBy(p => (Kernel: kernelOf(p.Kernels), p.Specialisation.LearningRateScale)).ToArray();
        foreach (var group in groups)
        {
            Kernel kernel = group.Key.Kernel;
            string name = model.KernelClass(kernel), context = model.Names.Local("context");
            double scale = group.Key.LearningRateScale;
            string rate = scale == 1 ? model.StepRate : $"{Literals.Double(scale)} * {model.StepRate}";
            string?[] inputs =
            [
                kernel.LearningRateName is null ? null : rate,
                kernel.StepName is null ? null : step,
                kernel.GradientScaleName is null ? null : context + ".GradientScale",
                kernel.HasGradient ? context + ".ZeroesGradients" : null,
            ];
            string[] common = [.. inputs.OfType<string>()];
            string label = groups.Length == 1 ? "kernel" : Identifiers.Camel(Label(group.First())) + "Kernel";
            string local = model.Names.Local(Identifiers.Unique(label, names));
            writer.Line();
            writer.Line($"var {local} = new {name}({string.Join(", ", common)});");
            void EmitUpdate(ModelParameter p, string index, string further)
            {
                string noise = NoiseEmitter.Argument(model, p, kernel, index);
                writer.Line($"{local}.Update({Arguments(model, p, kernel, index)}{noise}, ref {context}{further});");
            }

            var done = new HashSet<ArenaSegment>();

            // Single values are claimed all at once, since a claim takes as long as an update.
            ModelParameter[] singles = [.. group.Where(p => SinglesEmitter.IsSingle(model, p, kernel))];
            if (singles.Length > 0)
                SinglesEmitter.Emit(writer, model, new(singles), kernel, name, local, names);
            foreach (ModelParameter p in group.Except(singles))
            {
                if (p is OwnedParameter { Field.IsPruned: false } owned && !kernel.HasTensorValues && model.Layout!.HoldsStates)
                {
                    ArenaSegment segment = model.Layout.SegmentOf(p.Field.Name);
                    if (done.Add(segment))
                        EmitSegment(writer, model, owned, segment, kernel, local);
                }
                else if (p.Field.IsSparse)
                {
                    RowsEmitter.EmitStep(writer, model, p, kernel, local);
                }
                else if (p.Field.IsPruned && kernel == p.Kernel)
                {
                    void EmitPruned(string index, string number) =>
                        EmitUpdate(p, index, ", " + PruneEmitter.Arguments(model, p, kernel, number));

                    PruneEmitter.EmitEach(writer, model, p, EmitPruned);
                }
                else
                {
                    LoopEmitter.Emit(writer, p, index => EmitUpdate(p, index, ""));
                }
            }
        }
    }

    // A label that tells a kernel from the others of the class.
    private static string Label(ModelParameter p) => Identifiers.Pascal(p.Kernel.ElementKeyword)
        + (p.Kernel.Ir.Key.Traits.Contains("Matrix") ? "Matrix" : "")
        + string.Concat(p.Specialisation.Difference.AsEnumerable().Select(KernelIdentity.Word));

    private static void EmitSegment(
        SourceWriter writer, LoweredModel model, OwnedParameter first, ArenaSegment segment, Kernel kernel, string local)
    {
        string Slice(int space) => OwnedParameter.Slice(model.Arena!, space, segment.Start, segment.Count);
        string[] arguments =
        [
            Slice(0),
            .. kernel.HasGradient ? [SumEmitter.Gradients(model, segment.Start, segment.Count)] : Array.Empty<string>(),
            .. first.Arguments(kernel).Select(s => Slice(first.SpaceOf(s.Slot))),
        ];
        string noise = NoiseEmitter.Segment(model, kernel, segment.Start);
        writer.Line($"// {DocumentationText.List(segment.Parameters)}");
        writer.Line($"{local}.Update({string.Join(", ", arguments)}{noise}, ref {model.Names.Local("context")});");
    }

    private static string Arguments(LoweredModel model, ModelParameter p, Kernel kernel, string index)
    {
        string gradients = GradientsEmitter.Name(model);
        StateField[] states = [.. p.Arguments(kernel)];

        string[] arrays = !kernel.HasGradient ? [p.Argument(index)]
            : model.Target.SumsGradients ? [p.Argument(index), SumEmitter.Sum(model, p)]
            : [p.Argument(index), p.GradientArgument(gradients, index)];
        string Reference(StateField state) => "ref " + (p is FieldParameter ? FieldParameter.StateValue(state, index) : state.Name);
        return string.Join(", ", arrays
            .Concat(states.Where(s => s.Rate != Rate.Tensor).Select(s => p.StateArgument(s, index)))
            .Concat(kernel.TakesShape ? [p.Count(Rate.Row, index), p.Count(Rate.Column, index)] : [])
            .Concat(states.Where(s => s.Rate == Rate.Tensor).Select(Reference)));
    }
}
