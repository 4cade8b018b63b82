using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Compiles an optimized class to C#: its members, and a kernel for each element type among its parameters.</summary>
internal static class CSharpBackend
{
    public static SourceText Emit(TargetModel target)
    {
        SourceWriter writer = FileEmitter.Begin();
        Rule? rule = target.Rule is null ? null : Rule.Parse(target.Rule);
        Binding? binding = rule is null ? null : Binding.Of(rule.Update, target.Arguments);
        bool hasModes = rule?.Evaluate is not null;
        string? refusal = target.Refusal ?? (hasModes && target.OwnModes.Count > 0 ? Binding.Collision : binding?.Problems.Select(p => p.Descriptor.Id).FirstOrDefault());
        if (refusal is null && rule is not null && binding is not null)
            EmitModel(writer, target, rule, binding.Values);
        else
            EmitRefused(writer, target, refusal ?? "a rule that cannot be read", hasModes);
        return SourceText.From(writer.ToString(), Encoding.UTF8);
    }

    private static void EmitModel(SourceWriter writer, TargetModel target, Rule rule, EquatableArray<long> hyperparameters)
    {
        // Only a rule that asks for matrices makes another kernel for them.
        bool asks = rule.Update.Instructions.Any(i => i.Op == Op.IsMatrix);
        bool IsMatrix(ParameterField parameter) => asks && parameter.IsMatrix;
        Dictionary<bool, Program> formulas = target.Parameters.Select(IsMatrix).Distinct().OrderBy(m => m)
            .ToDictionary(m => m, m => Pipeline.Formula(rule.Update, hyperparameters, m));
        var kernels = new Dictionary<(bool IsMatrix, ElementType Element), KernelSet>();
        foreach ((bool isMatrix, ElementType element) in target.Parameters.Select(p => (IsMatrix(p), p.Element)).Distinct().OrderBy(k => k))
        {
            Kernel Compile(Program formula) => new(Pipeline.Kernel(formula, hyperparameters, element), isMatrix ? "Matrix" : "");
            Kernel? Move(Program? move) => move is null ? null : Compile(Pipeline.Formula(move, hyperparameters, isMatrix));
            kernels.Add((isMatrix, element), new(Compile(formulas[isMatrix]), Move(rule.Evaluate), Move(rule.Train)));
        }

        var taken = new HashSet<string>(target.TakenNames.Concat(target.Parameters.Select(p => p.Name)), StringComparer.Ordinal);
        ModelParameter[] parameters =
        [
            .. target.Parameters.Select(p => new ModelParameter(p, kernels[(IsMatrix(p), p.Element)], rule.Update.States, target.Type.Name, hyperparameters, taken)),
        ];
        double learningRate = BitConverter.Int64BitsToDouble(hyperparameters[rule.Update.Hyperparameters.ToList().FindIndex(h => h.IsLearningRate)]);
        var model = new ModelEmitter(writer, target.Type, rule.Update.Name, learningRate, parameters, taken);

        FileEmitter.Part(
            writer, target.Type, () => Remarks.Emit(writer, formulas.Values, hyperparameters, parameters), " : global::FusedOpt.IOptimizable", model.Emit);
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
            Kernel[] all = [.. kernels.Values.SelectMany(k => k.All)];
            if (all.Any(k => k.Sweeps.Any(s => s.Reductions.Count > 0)))
                writer.Line("using FusedOpt.Reductions;");
            foreach (Kernel kernel in all)
            {
                writer.Line();
                KernelEmitter.Emit(writer, kernel);
            }
        }
    }

    private static void EmitRefused(SourceWriter writer, TargetModel target, string refusal, bool hasModes) =>
        FileEmitter.Part(
            writer, target.Type, () => { }, " : global::FusedOpt.IOptimizable", () => RefusedEmitter.Emit(writer, target, refusal, hasModes));
}
