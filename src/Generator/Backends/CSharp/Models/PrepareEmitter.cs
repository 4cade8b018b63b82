using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the preparation of a step, which comes before anything is changed: all checks of the model and its submodels, and the making of
/// missing state.
/// </summary>
internal static class PrepareEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        string context = model.Names.Local("context");
        FieldParameter[] fields = [.. model.Fields.Where(p => p.NeedsPreparation)];
        bool hasState = model.Filled is not null || model.Parameters.Any(p => p.States.Any(s => s.IsArray));
        string isNew = model.Names.Local("isNew"), makeState = model.Names.MakeState;
        string making = hasState ? ", and makes the states that are not there yet" : "";
        writer.Line($"/// <summary>Checks everything before anything is changed{making}.</summary>");
        HookEmitter.EmitHidden(writer, model.Target.TypeHierarchy);
        writer.Line(StepEmitter.Separate);
        using (writer.Block(model.TypeMembers.Begin(writer, GeneratedMemberNames.PrepareStep)))
        {
            if (model.Begin is { } begin)
                writer.Line(begin + "();");
            if (model.IsDerived)
                writer.Line($"base.{model.Names.PrepareStep}(ref {context});");
            else if (!model.IsStruct && !model.Target.TypeHierarchy.IsRecord)
                writer.Line($"{model.Names.StepState}.Claim(this);");
            if (model.HasModes && !model.Target.TypeHierarchy.BaseHasModes)
            {
                string arguments = $"\"{model.Target.Type.Name}\", {GeneratedMemberNames.IsTraining}, in {context}";
                writer.Line($"fusedOpt::ParameterCheck.Training({arguments});");
            }

            if (model.Target.Schedule is not null)
            {
                writer.Line($"if ({context}.IsStep)");
                using (writer.Indent())
                    writer.Line($"{model.StepRate} = {GeneratedMemberNames.LearningRate};");
            }

            foreach (string arena in model.Arenas)
                writer.Line($"{arena}.Claim(this);");
            if (model.Arena is { } packed)
                writer.Line($"_ = {packed}[1];");
            foreach (OwnedTable table in model.Tables)
                writer.Line($"_ = {(table.States.Count > 0 ? table.StateSpan(table.States[0], "") : table.Span(""))};");
            if (model.Sparse.Count > 0 || fields.Any(CheckEmitter.NeedsGradient))
                GradientsEmitter.EmitLocal(writer, model);
            if (hasState)
                writer.Line($"bool {isNew} = false;");
            foreach (FieldParameter p in fields)
                CheckEmitter.Emit(writer, model, p, isNew, context);
            if (model.Target.SumsGradients)
                SumEmitter.EmitChecks(writer, model, context);
            if (model.Target.Prune is not null)
                PruneEmitter.EmitChecks(writer, model);
            foreach (StateField state in model.Owned.SelectMany(p => p.States).Where(s => s.IsArray))
                writer.Line($"{isNew} |= {state.Name} is null;");
            if (model.Filled is { } filled)
                writer.Line($"{isNew} |= !{filled};");
            EmitCount(writer, model, context);
            foreach (SubmodelField submodel in model.Target.Submodels)
                CheckEmitter.Emit(writer, model, submodel, context);
            if (hasState)
            {
                writer.Line($"if ({isNew})");
                using (writer.Indent())
                    writer.Line(makeState + "();");
            }

            if (model.StateRate is not null)
                BeginningEmitter.EmitCall(writer, model);
        }

        writer.Line();
        if (hasState)
            StateEmitter.Emit(writer, model);
        if (model.StateRate is { } stateRate)
            BeginningEmitter.Emit(writer, model, stateRate);
    }

    // The number of elements that threads share out, without the elements that checks have counted.
    private static void EmitCount(SourceWriter writer, LoweredModel model, string context)
    {
        FieldParameter[] jagged = [.. model.Fields.Where(p => p.Indices.Count > 0)];
        string gradients = GradientsEmitter.Name(model);
        int singles = model.Fields.Count(p => p.IsSingle && p.Indices.Count == 0);
        string[] arrays =
        [
            .. model.Layout is { } layout ? [Literals.Decimal(layout.Length)] : System.Array.Empty<string>(),
            .. model.Fields
                .Except(jagged)
                .Where(p => !p.IsSingle && !p.Field.IsSparse && !CheckEmitter.IsCounted(p))
                .Select(p => p.Count("")),
            .. model.Sparse.Select(p => p.GradientSpan(gradients, "") + ".Length"),
        ];
        string[] counts = singles > 0 ? [Literals.Decimal(singles), .. arrays] : arrays;
        foreach (System.ArraySegment<string> some in Pieces.Split(counts, Pieces.MaxTerms))
        {
            string sum = (some.Count > 1 ? "0L + " : "") + string.Join(" + ", some);
            writer.Line($"{context}.Count(arrays: {Literals.Decimal(some.Count)}, {sum});");
        }

        foreach (FieldParameter p in jagged)
            LoopEmitter.Emit(writer, p, index => writer.Line($"{context}.Count(arrays: 1, {p.Count(index)});"));
    }
}
