using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what sets every gradient to 0.</summary>
internal static class ZeroEmitter
{
    public static void Emit(SourceWriter writer, ModelSketch model)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"{model.Public}void {Surface.ZeroGradients}()"))
        {
            if (model.IsDerived)
                writer.Line($"base.{Surface.ZeroGradients}();");
            else
                StepEmitter.EmitWalk(writer, model);
            GradientsEmitter.EmitLocal(writer, model);
            foreach (ModelParameter p in model.Sparse)
                writer.Line($"{GradientsEmitter.Name(model)}.{p.Name}.Clear();");
            foreach (FieldParameter p in model.Fields.Where(p => !p.Field.IsSparse))
                LoopEmitter.Emit(writer, p, index => writer.Line(Cleared(p, $"{GradientsEmitter.Name(model)}.{p.Name}{index}")));
            if (model.Arena is { } arena)
                writer.Line($"{arena}[1].Clear();");
            foreach (PartField part in model.Target.Parts)
                writer.Line($"{model.PartsOf(part)}.ZeroGradients();");
        }

        writer.Line();
    }

    private static string Cleared(FieldParameter p, string gradient) => p.Field.Holding.Kind switch
    {
        HoldingKind.Scalar when p.Field.Holding.Number != Number.Half => gradient + " = 0;",
        HoldingKind.Scalar or HoldingKind.Structure => gradient + " = default;",
        HoldingKind.Array => $"global::System.Array.Clear({gradient});",
        _ => p.Storage.Span(gradient) + ".Clear();",
    };
}
