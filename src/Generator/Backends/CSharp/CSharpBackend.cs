using System.Collections.Generic;
using System.Linq;
using System.Text;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Models;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Compiles an optimized type to C#: its members, and a kernel for each way in which its parameters are stepped.</summary>
internal static class CSharpBackend
{
    public static SourceText Emit(TargetModel target)
    {
        if (target.Failure is not null)
            return EmitFailed(target);
        SourceWriter writer = FileEmitter.Begin();
        StagedRule? rule = StagedRule.Of(target);
        TargetBinding? binding = rule is null ? null : TargetBinding.Of(rule, target);
        string? refusal = target.Refusal ?? (target.OwnModes.Count > 0 ? Binding.Collision : binding?.Refusal);
        if (refusal is null && rule is not null && binding is not null)
            EmitModel(writer, new ModelSketch(target, rule, binding));
        else
            EmitRefused(writer, target, refusal ?? "a rule that cannot be read", rule?.Whole);
        return SourceText.From(writer.ToString(), Encoding.UTF8);
    }

    /// <summary>Writes a type on which the generator has failed.</summary>
    public static SourceText EmitFailed(TargetModel target)
    {
        SourceWriter writer = FileEmitter.Begin();
        EmitRefused(writer, target, Binding.Failure, rule: null);
        return SourceText.From(writer.ToString(), Encoding.UTF8);
    }

    private static void EmitRefused(SourceWriter writer, TargetModel target, string refusal, Rule? rule) =>
        FileEmitter.Part(writer, target.Type, () => { }, ModelEmitter.Interfaces(target), () => RefusedEmitter.Emit(writer, target, refusal, rule));

    private static void EmitModel(SourceWriter writer, ModelSketch model)
    {
        FileEmitter.Part(writer, model.Target.Type, () => Remarks.Emit(writer, model), ModelEmitter.Interfaces(model.Target), () => ModelEmitter.Emit(writer, model));
        Kernel[] kernels = [.. model.Specialisations.Kernels];
        if (kernels.Length == 0)
            return;
        ILookup<Kernel, Staged> staged = model.Parameters
            .SelectMany(p => p.Kernels.All.Select(k => (Kernel: k, Form: new Staged(p.Field.Holding.Number == Number.Half, p.IsNarrow(k), model.Target.SumsGradients && k.HasGradient))))
            .Where(s => s.Form.IsStaged)
            .Distinct()
            .ToLookup(s => s.Kernel, s => s.Form);
        ILookup<Kernel, string> pruned = model.Pruned.ToLookup(p => p.Kernel, p => p.Keyword);
        writer.Line();
        using (writer.Block("namespace FusedOpt.Generated"))
        {
            writer.Lines("""
                using System;
                using System.Runtime.CompilerServices;
                using System.Runtime.InteropServices;
                using System.Runtime.Intrinsics;
                using FusedOpt.Lanes;
                """);
            if (staged.Count > 0 || model.Pruned.Count > 0 || kernels.Any(k => k.HasLines || k.Sweeps.Any(s => s.Reductions.Count > 0)))
                writer.Line("using FusedOpt.Reductions;");
            foreach (Kernel kernel in kernels)
            {
                writer.Line();
                KernelEmitter.Emit(writer, kernel, staged[kernel], [.. pruned[kernel].Distinct()]);
            }
        }
    }
}
