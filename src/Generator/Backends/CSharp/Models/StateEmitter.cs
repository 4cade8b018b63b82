using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what makes the state of parameters where there is none yet.</summary>
internal static class StateEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        writer.Line("/// <summary>Makes the state where there is none yet.</summary>");
        using (writer.Block($"private void {model.Names.MakeState}()"))
        {
            EmitPlaced(writer, model);
            foreach (ModelParameter p in model.Parameters)
                EmitStates(writer, p);
            EmitOwnInitials(writer, model);
        }

        writer.Line();
    }

    private static void EmitPlaced(SourceWriter writer, LoweredModel model)
    {
        if (!model.Parameters.Any(p => p.States.Any(s => s.IsPlaced)))
            return;
        GradientsEmitter.EmitLocal(writer, model);
        string memory = model.Names.Local("memory");
        writer.Line("// Short states are counted on a first turn, and made in one piece of memory on a second.");
        writer.Line($"var {memory} = new global::FusedOpt.CompilerServices.StateMemory();");
        writer.Line("do");
        using (writer.Block())
        {
            foreach (ModelParameter p in model.Parameters)
            {
                foreach ((StateField state, int order) in p.States.Where(s => s.IsPlaced).Select((s, order) => (s, order)))
                    writer.Line(FormattableString.Invariant($"{state.Name}.Make<{p.Keyword}>(ref {memory}, {order}, {p.Span("")}, {p.GradientSpan(GradientsEmitter.Name(model), "")}{(state.Initial is null ? "" : ", " + state.Initial)});"));
            }
        }

        writer.Line($"while ({memory}.Allocate());");
    }

    private static void EmitStates(SourceWriter writer, ModelParameter p)
    {
        foreach (StateField state in p.States.Where(s => s.IsArray && !s.IsPlaced))
            writer.Line($"{state.Name} ??= {(p is FieldParameter { Indices.Count: > 0 and var depth } field ? Each(field, state, field.Value(""), depth) : Array(state, p.Count(state.Rate, "")))};");
    }

    // Where a parameter of the arena begins with another state than the rest.
    private static void EmitOwnInitials(SourceWriter writer, LoweredModel model)
    {
        var own = model.Owned.SelectMany(p => p.States.Where(s => s.Name.Length == 0 && s.Initial != model.InitialOf(s.Slot)).Select(s => (p, s))).ToArray();
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
        ? $"global::FusedOpt.CompilerServices.ParameterState.Each({value}, static item => {Each(p, state, "item", depth - 1)})"
        : state.Rate switch
        {
            Rate.Tensor => state.Initial ?? "0.0",
            Rate.Row => Array(state, p.Storage.Extents(value).Rows),
            Rate.Column => Array(state, p.Storage.Extents(value).Columns),
            _ => Array(state, p.Storage.Count(value)),
        };

    private static string Array(StateField state, string count) =>
        state.Narrow is { } narrow ? narrow(count)
        : state.Initial is null ? $"new {state.Keyword}[{count}]" : $"global::FusedOpt.CompilerServices.ParameterState.Filled(new {state.Keyword}[{count}], {state.Initial})";
}
