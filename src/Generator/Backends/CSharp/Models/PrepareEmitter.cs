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
        bool hasState = fields.Any(p => p.States.Any(s => s.IsArray)) || model.Owned.Any(p => p.States.Any(s => s.IsArray));
        writer.Line($"/// <summary>Checks everything before anything is changed{(hasState ? ", and makes the state where there is none yet" : "")}.</summary>");
        if (model.Hook != "private ")
            GradientsEmitter.EmitHidden(writer);
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
            foreach (FieldParameter p in fields)
                EmitChecks(writer, model, p);
            foreach (PartField part in model.Target.Parts)
                EmitPart(writer, model, part, walk);
            if (hasState)
                writer.Line();
            foreach (ModelParameter p in model.Parameters)
                EmitState(writer, p);
            EmitOwnInitials(writer, model);
        }

        writer.Line();
    }

    private static bool NeedsGradient(FieldParameter p) => p.Indices.Count > 0 || p.Storage.Check("", "", "") is not null;

    private static void EmitChecks(SourceWriter writer, ModelSketch model, FieldParameter p)
    {
        string path = $"\"{model.PathOf(p.Field.Name)}\"", gradients = GradientsEmitter.Name(model);
        string Named(string index) => index.Length == 0 ? path : $"new global::FusedOpt.ParameterName({path}, [{string.Join(", ", p.Indices.Take(index.Count(c => c == '[')))}])";

        void EmitEach(string index)
        {
            writer.Line($"global::FusedOpt.ParameterCheck.Gradients({Named(index)}, {p.Name}{index}, {gradients}.{p.Name}{index});");
            foreach (StateField state in p.States)
                writer.Line($"global::FusedOpt.ParameterCheck.State({Named(index)}, {p.Name}{index}.Length, {Known(state, index)}, \"arrays\");");
        }

        LoopEmitter.Emit(
            writer,
            p,
            index =>
            {
                if (p.Storage.Check(Named(index), p.Name + index, $"{gradients}.{p.Name}{index}") is { } check)
                    writer.Line(check);
                if (p.Field.Holding.Kind != HoldingKind.Structure && p.Field.Dimensions.Count > 0)
                    writer.Line($"global::FusedOpt.ParameterCheck.Count({Named(index)}, {p.Count(index)}, {p.Field.Dimensions.Aggregate(1, (a, b) => a * b)}, \"{string.Join(" x ", p.Field.Dimensions)}\");");

                // States of one extent are made together.
                if (p.Field.Holding.Kind != HoldingKind.Structure)
                {
                    foreach (StateField first in p.States.Where(s => s.IsArray && s.Rate != Rate.Tensor).GroupBy(s => s.Rate).Select(g => g.First()))
                        writer.Line($"global::FusedOpt.ParameterCheck.State({Named(index)}, {p.Count(first.Rate, index)}, {Known(first, index)}{first.Rate switch { Rate.Row => ", \"rows\"", Rate.Column => ", \"columns\"", _ => "" }});");
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
        int depth = (p as FieldParameter)?.Indices.Count ?? 0;
        foreach (StateField state in p.States.Where(s => s.IsArray))
            writer.Line($"{state.Name} ??= {Made(p, state, p.Name, depth)};");
    }

    // Where a parameter of the arena begins with another state than the rest.
    private static void EmitOwnInitials(SourceWriter writer, ModelSketch model)
    {
        var own = model.Owned.SelectMany(p => p.States.Where(s => s.Rate == Rate.Varying && s.Initial != FieldEmitter.InitialOf(model, s.Slot)).Select(s => (p, s))).ToArray();
        if (own.Length == 0)
            return;
        string filled = model.Filled!;
        using (writer.Line().Block($"if (!{filled})"))
        {
            foreach ((OwnedParameter p, StateField s) in own)
                writer.Line($"{p.StateSpan(s, "")}.Fill({s.Initial ?? "0"});");
            writer.Line($"{filled} = true;");
        }
    }

    private static string Made(ModelParameter p, StateField state, string value, int depth)
    {
        if (depth > 0)
            return $"global::FusedOpt.ParameterState.Each({value}, static item => {Made(p, state, "item", depth - 1)})";
        if (state.Rate == Rate.Tensor)
            return state.Initial ?? "0.0";
        string index = value.Substring(value == "item" ? 0 : p.Name.Length);
        string count = value == "item" && p is FieldParameter field ? CountOf(field, state.Rate) : p.Count(state.Rate, index);
        string array = $"new {state.Keyword}[{count}]";
        return state.Initial is null ? array : $"global::FusedOpt.ParameterState.Filled({array}, {state.Initial})";
    }

    private static string CountOf(FieldParameter p, Rate rate) => rate switch
    {
        Rate.Row => p.Storage.Lines("item").Rows,
        Rate.Column => p.Storage.Lines("item").Columns,
        _ => p.Storage.Count("item"),
    };
}
