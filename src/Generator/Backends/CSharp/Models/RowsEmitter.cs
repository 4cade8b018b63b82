using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what tables have whose gradients are sparse: a gradient by rows, its check, and a step over the touched rows.</summary>
internal static class RowsEmitter
{
    /// <summary>Writes the gradient of a table, given the local that holds the model.</summary>
    public static void EmitGradient(SourceWriter writer, LoweredModel model, ModelParameter p, string local)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"", table = $"{local}.{p.Own}";
        if (p.Field.Dimensions.Count > 0)
        {
            writer.Line($"{p.Name} = new({path}, {string.Join(", ", p.Field.Dimensions)});");
            return;
        }

        writer.Line($"fusedOpt::ParameterCheck.Assigned({path}, {table});");
        writer.Line($"{p.Name} = new({path}, {table}.GetLength(0), {table}.GetLength(1));");
    }

    /// <summary>Writes what demands that a table in a field has the shape that its gradient was made for, and notes where it lies.</summary>
    public static void EmitCheck(SourceWriter writer, LoweredModel model, FieldParameter p, string context)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"";
        if (p.Storage.IsReference)
            writer.Line($"fusedOpt::ParameterCheck.Assigned({path}, {p.Own});");
        if (p.Field.Dimensions.Count == 0)
            writer.Line($"fusedOpt::ParameterCheck.Table({path}, {p.Own}, {GradientsEmitter.Name(model)}.{p.Name}.Height, {GradientsEmitter.Name(model)}.{p.Name}.Columns);");
        writer.Line(p.Storage is TensorStorage ? $"{context}.Note<{p.Keyword}>({p.Span("")}, []);" : $"{context}.Note({p.Own});");
    }

    /// <summary>Writes a kernel over the touched rows: each of them is one thread's.</summary>
    public static void EmitStep(SourceWriter writer, LoweredModel model, ModelParameter p, Kernel kernel, string local)
    {
        string row = model.Names.Local("row");
        string[] arguments =
        [
            $"{row}.Slice({p.Argument("")})",
            .. kernel.HasGradient ? [row + ".Gradient"] : Array.Empty<string>(),
            .. p.Arguments(kernel).Select(s => $"{row}.Slice({p.StateArgument(s, "")})"),
        ];
        writer.Line($"foreach (var {row} in {GradientsEmitter.Name(model)}.{p.Name}.Touched(ref {model.Names.Local("context")}))");
        using (writer.Indent())
            writer.Line($"{local}.Update({string.Join(", ", arguments)}{NoiseEmitter.Row(model, p, kernel, row)}, ref {Alone(model)});");
    }

    /// <summary>Writes the traversal of a single row.</summary>
    public static void EmitAlone(SourceWriter writer, LoweredModel model) => writer.Line($"var {Alone(model)} = fusedOpt::StepContext.Alone;");

    private static string Alone(LoweredModel model) => model.Names.Local("alone");
}
