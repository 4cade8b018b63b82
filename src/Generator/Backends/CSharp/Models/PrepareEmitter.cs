using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what comes before anything is changed: every check, here and in the models within, and the state where there is none yet.</summary>
internal static class PrepareEmitter
{
    public static void Emit(SourceWriter writer, ModelSketch model)
    {
        string walk = model.Names.Local("walk");
        FieldParameter[] fields = [.. model.Fields.Where(p => p.NeedsPreparation)];
        bool hasState = model.Filled is not null || model.Parameters.Any(p => p.States.Any(s => s.IsArray));
        string isNew = model.Names.Local("isNew"), makeState = model.Names.MakeState;
        writer.Line($"/// <summary>Checks everything before anything is changed{(hasState ? ", and makes the state where there is none yet" : "")}.</summary>");
        if (model.Hook != "private ")
            GradientsEmitter.EmitHidden(writer);
        writer.Line(StepEmitter.Optimized);
        using (writer.Block($"{model.Hook}void {model.Names.PrepareStep}(ref global::FusedOpt.Walk {walk})"))
        {
            if (model.Begin is { } begin)
                writer.Line(begin + "();");
            if (model.IsDerived)
                writer.Line($"base.{model.Names.PrepareStep}(ref {walk});");
            if (model.HasModes && !model.Target.Lineage.BaseHasModes)
                writer.Line($"global::FusedOpt.ParameterCheck.Training(\"{model.Target.Type.Name}\", {Surface.IsTraining}, in {walk});");
            if (model.Arena is { } arena)
                writer.Line($"_ = {arena}[1];");
            if (fields.Any(NeedsGradient))
                GradientsEmitter.EmitLocal(writer, model);
            if (hasState)
                writer.Line($"bool {isNew} = false;");
            foreach (FieldParameter p in fields)
                EmitChecks(writer, model, p, isNew);
            foreach (StateField state in model.Owned.SelectMany(p => p.States).Where(s => s.IsArray))
                writer.Line($"{isNew} |= {state.Name} is null;");
            if (model.Filled is { } filled)
                writer.Line($"{isNew} |= !{filled};");
            foreach (PartField part in model.Target.Parts)
                EmitPart(writer, model, part, walk);
            if (hasState)
            {
                writer.Line($"if ({isNew})");
                using (writer.Indent())
                    writer.Line(makeState + "();");
            }
        }

        writer.Line();
        if (!hasState)
            return;
        writer.Line("/// <summary>Makes the state where there is none yet.</summary>");
        using (writer.Block($"private void {makeState}()"))
        {
            foreach (ModelParameter p in model.Parameters)
                EmitState(writer, p);
            EmitOwnInitials(writer, model);
        }

        writer.Line();
    }

    private static bool NeedsGradient(FieldParameter p) => p.Indices.Count > 0 || p.Storage.Check("", "", "") is not null;

    private static void EmitChecks(SourceWriter writer, ModelSketch model, FieldParameter p, string isNew)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"", gradients = GradientsEmitter.Name(model);
        string Named(string index) => index.Length == 0 ? path : $"new global::FusedOpt.ParameterName({path}, [{string.Join(", ", p.Indices.Take(index.Count(c => c == '[')))}])";

        void EmitEach(string index)
        {
            writer.Line($"global::FusedOpt.ParameterCheck.Gradients({Named(index)}, {p.Name}{index}, {gradients}.{p.Name}{index});");
            foreach (StateField state in p.States)
                writer.Line($"{isNew} |= global::FusedOpt.ParameterCheck.State({Named(index)}, {p.Value(index)}.Length, {Known(state, index)}, \"arrays\");");
        }

        LoopEmitter.Emit(
            writer,
            p,
            index =>
            {
                // The most frequent form, in one call.
                if (p is { Storage: ArrayStorage, Field: { Dimensions.Count: 0, Holding.ItemLength: 1 } } && index.Length == 0 && p.States.Any(s => s.IsArray) && p.States.All(s => s.Rate == Rate.Varying))
                {
                    writer.Line($"{isNew} |= global::FusedOpt.ParameterCheck.Ready({path}, {p.Name}, {gradients}.{p.Name}, {p.States[0].Name});");
                    return;
                }

                if (p.Storage.Check(Named(index), p.Name + index, $"{gradients}.{p.Name}{index}") is { } check)
                    writer.Line(check);
                if (p.Field.Holding.Kind != HoldingKind.Structure && p.Field.Dimensions.Count > 0)
                    writer.Line($"global::FusedOpt.ParameterCheck.Count({Named(index)}, {p.Count(index)}, {p.Field.Dimensions.Aggregate(1, (a, b) => a * b)}, \"{string.Join(" x ", p.Field.Dimensions)}\");");

                // States of one extent are made together.
                string assign = index.Length == 0 ? $"{isNew} |= " : "";
                foreach (StateField first in p.States.Where(s => s.IsArray && s.Rate != Rate.Tensor).GroupBy(s => s.Rate).Select(g => g.First()))
                {
                    string of = first.Rate switch { Rate.Row => ", \"rows\"", Rate.Column => ", \"columns\"", _ => "" };
                    writer.Line(p.Field.Holding.Kind == HoldingKind.Structure
                        ? $"{isNew} |= {first.Name} is null;"
                        : $"{assign}global::FusedOpt.ParameterCheck.State({Named(index)}, {p.Count(first.Rate, index)}, {Known(first, index)}{of});");
                }
            },
            EmitEach);
    }

    // A state that may not be there yet: state?[i].
    private static string Known(StateField state, string index) => index.Length == 0 ? state.Name : $"{state.Name}?{index}";

    private static void EmitPart(SourceWriter writer, ModelSketch model, PartField part, string walk)
    {
        string name = Identifiers.Escape(part.Name);
        if (part.Kind != PartKind.One && !part.IsNullable)
            writer.Line($"global::FusedOpt.ParameterCheck.Assigned(\"{model.PathOf(part.Name)}\", {name});");
        string rate = part.LearningRateScale switch { double.NaN => "", 1 => ", " + Surface.LearningRate, var scale => $", {Literals.Double(scale)} * {Surface.LearningRate}" };
        writer.Line($"{model.PartsOf(part)}{(part.HoldsNullable ? "" : ".Assigned()")}.Prepare(ref {walk}{rate});");
    }

    private static void EmitState(SourceWriter writer, ModelParameter p)
    {
        foreach (StateField state in p.States.Where(s => s.IsArray))
            writer.Line($"{state.Name} ??= {(p is FieldParameter { Indices.Count: > 0 and var depth } field ? Each(field, state, field.Value(""), depth) : Array(state, p.Count(state.Rate, "")))};");
    }

    // Where a parameter of the arena begins with another state than the rest.
    private static void EmitOwnInitials(SourceWriter writer, ModelSketch model)
    {
        var own = model.Owned.SelectMany(p => p.States.Where(s => s.Rate == Rate.Varying && s.Initial != FieldEmitter.InitialOf(model, s.Slot)).Select(s => (p, s))).ToArray();
        if (own.Length == 0)
            return;
        string filled = model.Filled!;
        using (writer.Block($"if (!{filled})"))
        {
            foreach ((OwnedParameter p, StateField s) in own)
                writer.Line($"{p.StateSpan(s, "")}.Fill({s.Initial ?? "0"});");
            writer.Line($"{filled} = true;");
        }
    }

    // A state for each array of a jagged one.
    private static string Each(FieldParameter p, StateField state, string value, int depth) => depth > 0
        ? $"global::FusedOpt.ParameterState.Each({value}, static item => {Each(p, state, "item", depth - 1)})"
        : state.Rate switch
        {
            Rate.Tensor => state.Initial ?? "0.0",
            Rate.Row => Array(state, p.Storage.Lines(value).Rows),
            Rate.Column => Array(state, p.Storage.Lines(value).Columns),
            _ => Array(state, p.Storage.Count(value)),
        };

    private static string Array(StateField state, string count) =>
        state.Initial is null ? $"new {state.Keyword}[{count}]" : $"global::FusedOpt.ParameterState.Filled(new {state.Keyword}[{count}], {state.Initial})";
}
