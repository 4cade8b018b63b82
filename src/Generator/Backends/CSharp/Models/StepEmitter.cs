using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
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

    public static void Emit(SourceWriter writer, ModelSketch model)
    {
        if (!model.IsDerived)
        {
            writer.Line($"/// <summary>One step of {model.Rule.Update.Name} over {Prose.List(model.Target.Parameters.Select(p => p.Name).Concat(model.Target.Parts.Select(p => p.Name)))}.</summary>");
            writer.Line("/// <inheritdoc/>");
            using (writer.Block($"public void {Surface.Step}()"))
            {
                EmitWalk(writer, model, isStep: true);
                writer.Line($"{model.Names.ApplyStep}(ref {model.Names.Local("walk")});");
            }

            writer.Line();
        }

        writer.Line("/// <summary>The step itself, after all checks.</summary>");
        if (model.Hook != "private ")
            GradientsEmitter.EmitHidden(writer);
        writer.Line(Optimized);
        string walk = model.Names.Local("walk");
        using (writer.Block($"{model.Hook}void {model.Names.ApplyStep}(ref global::FusedOpt.Walk {walk})"))
        {
            if (model.IsDerived)
                writer.Line($"base.{model.Names.ApplyStep}(ref {walk});");
            if (model.Sparse.Any() || model.Fields.Any(p => p.Kernel.HasGradient))
                GradientsEmitter.EmitLocal(writer, model);
            string step = model.Names.Local("step");
            bool usesStep = model.Parameters.Any(p => p.Kernel.StepName is not null);
            string next = model.IsDerived ? Surface.StepCount : "++" + Surface.StepCount;
            if (usesStep)
                writer.Line($"long {step} = {next};");
            else if (!model.IsDerived)
                writer.Line(Surface.StepCount + "++;");
            EmitKernels(writer, model, k => k.Update, step);
            if (model.Layout is { } layout)
                EmitPadding(writer, model, layout);
            if (model.Target.Parts.Count > 0)
                writer.Line();
            foreach (PartField part in model.Target.Parts)
                writer.Line($"{model.PartsOf(part)}.Apply(ref {walk});");
        }

        writer.Line();
    }

    /// <summary>Writes the walk that checks everything, here and within.</summary>
    public static void EmitWalk(SourceWriter writer, ModelSketch model, bool isStep)
    {
        string walk = model.Names.Local("walk");
        writer.Line($"var {walk} = new global::FusedOpt.Walk(isStep: {(isStep ? "true" : "false")});");
        writer.Line($"{model.Names.PrepareStep}(ref {walk});");
    }

    /// <summary>Writes a kernel over every parameter: uniforms once for all that are stepped alike.</summary>
    public static void EmitKernels(SourceWriter writer, ModelSketch model, Func<KernelSet, Kernel> kernelOf, string step)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var groups = model.Parameters.GroupBy(p => (Kernel: kernelOf(p.Kernels), p.Specialisation.LearningRateScale)).ToArray();
        foreach (var group in groups)
        {
            Kernel kernel = group.Key.Kernel;
            string name = "global::FusedOpt.Generated." + kernel.ClassName;
            string rate = group.Key.LearningRateScale == 1 ? model.StepRate : $"{Literals.Double(group.Key.LearningRateScale)} * {model.StepRate}";
            string[] common = [.. new[] { kernel.LearningRateName is null ? null : rate, kernel.StepName is null ? null : step }.OfType<string>()];
            string uniforms = model.Names.Local(Identifiers.Unique(groups.Length == 1 ? "uniforms" : Identifiers.Camel(kernel.ClassName.Substring(kernel.Program.Name.Length)) + "Uniforms", names));
            writer.Line();
            writer.Line($"var {uniforms} = new {name}.Uniforms({string.Join(", ", common)});");
            var done = new HashSet<ArenaSegment>();
            foreach (ModelParameter p in group)
            {
                if (p is OwnedParameter && !kernel.HasTensorValues && model.Layout!.Segments.First(s => s.Parameters.Contains(p.Field.Name)) is { } segment)
                {
                    if (done.Add(segment))
                        EmitSegment(writer, model, segment, kernel, name, uniforms);
                }
                else if (p.Field.IsSparse)
                {
                    RowsEmitter.EmitStep(writer, model, p, kernel, name, uniforms);
                }
                else
                {
                    LoopEmitter.Emit(writer, p, index => writer.Line($"{name}.Update({Arguments(model, p, kernel, index)}, in {uniforms});"));
                }
            }
        }
    }

    private static void EmitSegment(SourceWriter writer, ModelSketch model, ArenaSegment segment, Kernel kernel, string name, string uniforms)
    {
        OwnedParameter first = model.Owned.First(p => p.Field.Name == segment.Parameters[0]);
        int[] spaces = [0, .. kernel.HasGradient ? [1] : Array.Empty<int>(), .. first.Arguments(kernel).Select(s => first.SpaceOf(s.Slot))];
        writer.Line($"// {Prose.List(segment.Parameters)}");
        writer.Line($"{name}.Update({string.Join(", ", spaces.Select(s => OwnedParameter.Slice(model.Arena!, s, segment.Start, segment.Count)))}, in {uniforms});");
    }

    // A rule may make anything of a zero whose gradient is zero.
    private static void EmitPadding(SourceWriter writer, ModelSketch model, ArenaLayout layout)
    {
        if (layout.Padding.Count == 0 || model.Owned.All(p => p.Kernel.HasTensorValues))
            return;
        writer.Line().Line("// Between parameters");
        foreach ((int start, int count) in layout.Padding)
            writer.Line($"{OwnedParameter.Slice(model.Arena!, 0, start, count)}.Clear();");
    }

    private static string Arguments(ModelSketch model, ModelParameter p, Kernel kernel, string index)
    {
        string gradients = GradientsEmitter.Name(model);
        StateField[] states = [.. p.Arguments(kernel)];

        // An element that has nothing to do with others is handed over as it is.
        if (p is FieldParameter { IsSingle: true, Indices.Count: 0 } && !kernel.HasTensorValues)
        {
            string[] values = kernel.HasGradient ? ["ref " + p.Name, $"in {gradients}.{p.Name}"] : ["ref " + p.Name];
            return string.Join(", ", values.Concat(states.Select(s => "ref " + s.Name)));
        }

        string[] arrays = kernel.HasGradient ? [p.Argument(index), p.GradientArgument(gradients, index)] : [p.Argument(index)];
        return string.Join(", ", arrays
            .Concat(states.Where(s => s.Rate != Rate.Tensor).Select(s => p.StateArgument(s, index)))
            .Concat(kernel.HasLines ? [p.Count(Rate.Row, index), p.Count(Rate.Column, index)] : [])
            .Concat(states.Where(s => s.Rate == Rate.Tensor).Select(s => $"ref {(p is FieldParameter ? FieldParameter.StateValue(s, index) : s.Name)}")));
    }
}
