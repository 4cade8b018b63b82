using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the structure of a kernel: the uniforms that the structure holds in a step, the entry, and the sweeps.</summary>
internal static class KernelEmitter
{
    /// <summary>Writes the structure of a kernel.</summary>
    public static void Emit(SourceWriter writer, Kernel kernel)
    {
        writer.Line($"/// <summary>{kernel.Program.Name} over {kernel.ElementKeyword}: {Summary(kernel)}.</summary>");
        writer.Line(FileEmitter.GeneratedCode);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (writer.Block($"internal readonly partial struct {kernel.ClassName}"))
        {
            if (kernel.Uniforms.Count > 0 || kernel.HasGradient)
                EmitUniforms(writer, kernel);
            if (kernel.HasTensorValues)
            {
                new TensorEmitter(writer, kernel).Emit();
                IEnumerable<KernelSweep> sweeps = kernel.Sweeps.SelectMany(s => s.Cached is null ? new[] { s } : [s, s.Cached]);
                foreach (KernelSweep sweep in sweeps.Where(s => kernel.IsShared || !s.Ir.OnlyMeasures || s.Ir.IsMasked))
                {
                    writer.Line();
                    new SweepEmitter(writer, kernel, sweep).Emit();
                }
            }
            else
            {
                new SweepEmitter(writer, kernel, kernel.Sweeps[0]).EmitAlone();
            }
        }
    }

    private static string Summary(Kernel kernel) => kernel.HasTensorValues
        ? "one body a sweep, for vectors and for the tail of a loop"
        : "one body for vectors, for the tail of a loop and for single values";

    private static void EmitUniforms(SourceWriter writer, Kernel kernel)
    {
        Program program = kernel.Program;
        var taken = new HashSet<string>(["Math", "MathF", "RuleMath"], StringComparer.Ordinal);
        bool IsUniform(int position) => program.Instructions[position].Rate <= Rate.Uniform;
        var statements = new StatementList(program, kernel.Uniforms.Select(u => u.Position), IsUniform, taken);
        if (kernel.LearningRateName is { } learningRate)
            statements.Bind(program.Instructions.ToList().FindIndex(i => i.Op == Op.Hyperparameter), learningRate);
        if (kernel.StepName is { } step)
            statements.Bind(program.Instructions.ToList().FindIndex(i => i.Op == Op.Step), step);

        if (kernel.GradientScaleName is { } scale)
            statements.Bind(program.Instructions.ToList().FindIndex(i => i.Op == Op.GradientScale), scale);

        var printer = new ExpressionPrinter(program, new Dialect.Numbers(program.Element), statements.VariableOf);
        string zero = Identifiers.Unique("zeroGradients", taken);
        string?[] inputs =
        [
            kernel.LearningRateName is { } l ? "double " + l : null,
            kernel.StepName is { } s ? "long " + s : null,
            kernel.GradientScaleName is { } g ? "double " + g : null,
            kernel.HasGradient ? "bool " + zero : null,
        ];
        string parameters = string.Join(", ", inputs.OfType<string>());
        foreach (Uniform uniform in kernel.Uniforms)
            writer.Line($"private readonly {uniform.Type} {uniform.Field};");
        if (kernel.HasGradient)
            writer.Line($"private readonly bool {Kernel.ZeroGradients};");
        string things = kernel.HasTensorValues ? "parameters" : "elements";
        writer.Line().Line($"/// <summary>Computes the uniforms, which are the same for all {things} of a step.</summary>");
        using (writer.Block($"{(parameters.Length == 0 ? "public" : "internal")} {kernel.ClassName}({parameters})"))
        {
            foreach (string statement in statements.Print(printer, i => kernel.TypeOf(i) + " "))
                writer.Line(statement + ";");
            foreach (Uniform uniform in kernel.Uniforms)
                writer.Line($"{(taken.Contains(uniform.Field) ? "this." : "")}{uniform.Field} = {printer.Print(uniform.Position)};");
            if (kernel.HasGradient)
                writer.Line($"{Kernel.ZeroGradients} = {zero};");
        }

        writer.Line();
    }
}
