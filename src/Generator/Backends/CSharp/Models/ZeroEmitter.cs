using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the code that sets gradients to 0: all gradients, and the gradients that no kernel clears on its way.</summary>
internal static class ZeroEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.ZeroGradients)))
        {
            if (!model.IsDerived || model.MeetsManagers)
                StepEmitter.EmitPreparedTraversal(writer, model);
            StepEmitter.EmitHolding(writer, model, GeneratedMemberNames.ZeroGradients);
            if (model.IsDerived)
                writer.Line($"base.{GeneratedMemberNames.ZeroGradients}();");
            GradientsEmitter.EmitLocal(writer, model);
            foreach (ModelParameter p in model.Sparse)
                writer.Line($"{GradientsEmitter.Name(model)}.{p.Name}.Clear();");
            foreach (FieldParameter p in model.Fields.Where(p => !p.Field.IsSparse))
                LoopEmitter.Emit(writer, p, index => writer.Line(Cleared(p, $"{GradientsEmitter.Name(model)}.{p.Name}{index}")));
            if (model.Arena is { } arena)
                writer.Line($"{arena}[1].Clear();");
            foreach (SubmodelField submodel in model.Target.Submodels)
                writer.Line($"{model.SubmodelsOf(submodel)}.ZeroGradients();");
        }

        writer.Line();
    }

    /// <summary>
    /// Writes the clearing of the memory that the kernels of a step leave: gradients that the rule does not read, and the gaps between
    /// gradients in the arena.
    /// </summary>
    public static void EmitRest(SourceWriter writer, LoweredModel model)
    {
        ModelParameter[] rest = [.. model.Parameters.Where(p => !p.Kernel.HasGradient && !p.Field.IsSparse)];
        bool isBetween = model.Layout is { Padding.Count: > 0 } && model.Owned.Any(p => p.Kernel.HasTensorValues || !p.Kernel.HasGradient);
        if (rest.Length == 0 && !isBetween && model.Sparse.Count == 0)
            return;
        writer.Line();
        using (writer.Block($"if ({model.Names.Local("context")}.ZeroesGradients)"))
        {
            foreach (ModelParameter p in rest)
            {
                string Statement(string index) => model.Target.SumsGradients ? $"{SumEmitter.Sum(model, p)}.Clear();"
                    : p is FieldParameter field ? Cleared(field, $"{GradientsEmitter.Name(model)}.{p.Name}{index}")
                    : p.GradientSpan("", "") + ".Clear();";

                LoopEmitter.Emit(writer, p, index => writer.Line(Statement(index)));
            }

            foreach (ModelParameter p in model.Sparse)
                writer.Line($"{GradientsEmitter.Name(model)}.{p.Name}.Forget();");
            foreach ((int start, int count) in isBetween ? model.Layout!.Padding : [])
                writer.Line($"{SumEmitter.Gradients(model, start, count)}.Clear();");
        }
    }

    /// <summary>Returns the statement that sets a gradient to 0.</summary>
    public static string Cleared(FieldParameter p, string gradient) => p.Field.StorageInfo.Kind switch
    {
        StorageKind.Scalar when p.Field.StorageInfo.DType != DType.Half => gradient + " = 0;",
        StorageKind.Scalar or StorageKind.Structure => gradient + " = default;",
        StorageKind.Array => $"global::System.Array.Clear({gradient});",
        _ => p.Storage.Span(gradient) + ".Clear();",
    };
}
