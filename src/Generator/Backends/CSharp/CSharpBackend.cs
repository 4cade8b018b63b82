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
        Program? rule = target.Rule is null ? null : ProgramParser.Parse(target.Rule);
        Binding? binding = rule is null ? null : Binding.Of(rule, target.Arguments);
        string? refusal = target.Refusal ?? binding?.Problems.Select(p => p.Descriptor.Id).FirstOrDefault();
        if (refusal is null && rule is not null && binding is not null)
            EmitModel(writer, target, rule, binding.Values);
        else
            EmitRefused(writer, target, refusal ?? "a rule that cannot be read");
        return SourceText.From(writer.ToString(), Encoding.UTF8);
    }

    private static void EmitModel(SourceWriter writer, TargetModel target, Program rule, EquatableArray<long> hyperparameters)
    {
        // Only a rule that asks for matrices makes another kernel for them.
        bool asks = rule.Instructions.Any(i => i.Op == Op.IsMatrix);
        bool IsMatrix(ParameterField parameter) => asks && parameter.IsMatrix;
        Dictionary<bool, Program> formulas = target.Parameters.Select(IsMatrix).Distinct().OrderBy(m => m)
            .ToDictionary(m => m, m => Pipeline.Formula(rule, hyperparameters, m));
        Dictionary<(bool IsMatrix, ElementType Element), Kernel> kernels = target.Parameters.Select(p => (IsMatrix: IsMatrix(p), p.Element)).Distinct().OrderBy(k => k)
            .ToDictionary(k => k, k => new Kernel(Pipeline.Kernel(formulas[k.IsMatrix], hyperparameters, k.Element), k.IsMatrix ? "Matrix" : ""));
        var taken = new HashSet<string>(target.TakenNames.Concat(target.Parameters.Select(p => p.Name)), StringComparer.Ordinal);
        ModelParameter[] parameters =
        [
            .. target.Parameters.Select(p => new ModelParameter(
                p, kernels[(IsMatrix(p), p.Element)], target.Type.Name, hyperparameters, taken)),
        ];
        double learningRate = BitConverter.Int64BitsToDouble(hyperparameters[rule.Hyperparameters.ToList().FindIndex(h => h.IsLearningRate)]);
        var model = new ModelEmitter(writer, target.Type, rule.Name, learningRate, parameters, taken);

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
            if (kernels.Values.Any(k => k.Sweeps.Any(s => s.Reductions.Count > 0)))
                writer.Line("using FusedOpt.Reductions;");
            foreach (Kernel kernel in kernels.Values)
            {
                writer.Line();
                KernelEmitter.Emit(writer, kernel);
            }
        }
    }

    private static void EmitRefused(SourceWriter writer, TargetModel target, string refusal) =>
        FileEmitter.Part(
            writer, target.Type, () => { }, " : global::FusedOpt.IOptimizable", () => RefusedEmitter.Emit(writer, target, refusal));
}
