using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the code of tables with sparse gradients: a gradient by rows, its check, and a step over the touched rows.</summary>
internal static class RowsEmitter
{
    /// <summary>Writes the assignment of a table's gradient.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="p">The table.</param>
    /// <param name="local">The local that holds the model.</param>
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

    /// <summary>
    /// Writes the check that a table in a field has the shape that its gradient was made for. The code also notes the table's memory, so
    /// that overlapping memory of two parameters is found.
    /// </summary>
    public static void EmitCheck(SourceWriter writer, LoweredModel model, FieldParameter p, string context)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"";
        if (p.Storage.IsReference)
            writer.Line($"fusedOpt::ParameterCheck.Assigned({path}, {p.Own});");
        string gradient = $"{GradientsEmitter.Name(model)}.{p.Name}";
        if (p.Field.Dimensions.Count == 0)
            writer.Line($"fusedOpt::ParameterCheck.Table({path}, {p.Own}, {gradient}.Height, {gradient}.Columns);");
        writer.Line(p.Storage is TensorStorage ? $"{context}.Note<{p.Keyword}>({p.Span("")}, []);" : $"{context}.Note({p.Own});");
    }

    /// <summary>Writes the call of a kernel for each touched row; one thread updates a whole row.</summary>
    public static void EmitStep(SourceWriter writer, LoweredModel model, ModelParameter p, Kernel kernel, string local)
    {
        string row = model.Names.Local("row");
        string[] arguments =
        [
            $"{row}.Slice({p.Argument("")})",
            .. kernel.HasGradient ? [row + ".Gradient"] : Array.Empty<string>(),
            .. p.Arguments(kernel).Select(s => $"{row}.Slice({p.StateArgument(s, "")})"),
        ];
        string noise = NoiseEmitter.Row(model, p, kernel, row);
        writer.Line($"foreach (var {row} in {GradientsEmitter.Name(model)}.{p.Name}.Touched(ref {model.Names.Local("context")}))");
        using (writer.Indent())
            writer.Line($"{local}.Update({string.Join(", ", arguments)}{noise}, ref {Alone(model)});");
    }

    /// <summary>Writes the local that holds the context of a single row.</summary>
    public static void EmitAlone(SourceWriter writer, LoweredModel model) =>
        writer.Line($"var {Alone(model)} = fusedOpt::StepContext.Alone;");

    private static string Alone(LoweredModel model) => model.Names.Local("alone");
}
