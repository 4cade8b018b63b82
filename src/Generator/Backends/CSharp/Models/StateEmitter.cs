using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the method that makes the missing state of parameters.</summary>
internal static class StateEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        writer.Line("/// <summary>Makes the states that are not there yet.</summary>");
        using (writer.Block($"private void {model.Names.MakeState}()"))
        {
            foreach (FieldParameter p in model.Fields.Where(p => p.Indices.Count > 0))
                EmitJagged(writer, p);
            if (model.Parameters.Any(p => p is not FieldParameter { Indices.Count: > 0 } && p.States.Any(s => s.IsArray)))
                EmitTurns(writer, model);
            EmitOwnInitials(writer, model);
        }

        writer.Line();
    }

    private static void EmitTurns(SourceWriter writer, LoweredModel model)
    {
        string table = model.Names.Local("table");
        TableEmitter.EmitLocal(writer, model, "StateMaker", "");
        writer.Line("do");
        using (writer.Indent())
            writer.Line(TableEmitter.Call(model, GeneratedMemberNames.Gradients));
        writer.Line($"while ({table}.Visitor.Allocate());");
    }

    // The state of a jagged array is made all at once, so a state that is there has no array missing within.
    private static void EmitJagged(SourceWriter writer, FieldParameter p)
    {
        foreach (StateField state in p.States)
            writer.Line($"{state.Name} ??= {Each(p, state, p.Value(""), p.Indices.Count)};");
    }

    // The arena fills a state with one value for all parameters, so a parameter whose state begins at another value is filled here.
    private static void EmitOwnInitials(SourceWriter writer, LoweredModel model)
    {
        bool IsOther(StateField state) => state.Name.Length == 0 && state.Initial != model.InitialOf(state.Slot);
        var own = model.Owned.SelectMany(p => p.States.Where(IsOther).Select(s => (p, s))).ToArray();
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

    // A state for each array of a jagged array.
    private static string Each(FieldParameter p, StateField state, string value, int depth) => depth > 0
        ? $"fusedOpt::ParameterState.Each({value}, static item => {Each(p, state, "item", depth - 1)})"
        : state.Rate switch
        {
            Rate.Tensor => state.Initial ?? "0.0",
            Rate.Row => Array(state, p.Storage.Extents(value).Rows),
            Rate.Column => Array(state, p.Storage.Extents(value).Columns),
            _ => Array(state, p.Storage.Count(value)),
        };

    private static string Array(StateField state, string count) =>
        state.Narrow is { } narrow ? $"new fusedOpt::{narrow.Type}({count}, {narrow.Arguments})"
        : state.Initial is null ? $"new {state.Keyword}[{count}]"
        : $"fusedOpt::ParameterState.Filled(new {state.Keyword}[{count}], {state.Initial})";
}
