using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the fields that hold the state, and their first values.</summary>
internal static class FieldEmitter
{
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        if (model.Layout is { } layout)
        {
            string[] spaces = ["parameters", "gradients", .. layout.States.Select(s => s.Name)];
            string names = DocumentationText.List(model.Owned.Select(p => p.Field.Name));
            string length = FormattableString.Invariant($"{layout.Length}");
            writer.Line($"// {names}: {DocumentationText.List(spaces)} in spaces of {length} elements");
            string arguments = $"\"{model.Target.Type.Name}\", {length}, {Initial(model)}";
            writer.Line($"private readonly fusedOpt::Arena<{layout.Keyword}> {model.Arena} = new({arguments});");
            if (model.Filled is { } filled)
                writer.Line($"private bool {filled};");
            writer.Line();
        }

        foreach (OwnedTable table in model.Tables)
        {
            string states = string.Concat(table.States.Select(s => ", then " + s.Slot.Name));
            writer.Line($"// {table.Field.Name}{states}: spaces of {string.Join(" x ", table.Field.Dimensions)} elements");
            string initials = string.Join(", ", table.States.Select(s => s.Initial ?? "0"));
            string arguments = $"\"{model.Target.Type.Name}\", {table.Count("")}, [{initials}]";
            writer.Line($"private readonly fusedOpt::Arena<{table.Keyword}> {table.Arena} = new({arguments});").Line();
        }

        if (model.Parameters.Any(p => p.States.Any(s => s.Name.Length > 0)))
        {
            writer.Line("// The states of each parameter");
            foreach (ModelParameter parameter in model.Parameters)
                EmitStates(writer, model, parameter);
            writer.Line();
        }

        if (model.StateRate is { } stateRate)
            writer.Line($"private double {stateRate};").Line();
        if (model.Target.Prune is { } prune)
            PruneEmitter.EmitField(writer, model, prune);
        if (!model.IsDerived)
        {
            writer.Line($"private {GeneratedMemberNames.GradientsType}{(model.IsStruct ? "" : "?")} {model.Names.Gradients};");
            if (model.IsStruct)
                writer.Line($"private bool {model.Names.HasGradients};");
            writer.Line($"private double {model.Names.LearningRate}{(model.IsStruct ? "" : " = " + Literals.Double(model.LearningRate))};");
            writer.Line($"private fusedOpt::StepState {model.Names.StepState};");
            if (model.Summed is { } summed)
                writer.Line($"private fusedOpt::GradientBuffers? {summed};");
            if (model.Guard is { IsActive: true } guard)
                GuardEmitter.EmitField(writer, model, guard);
            writer.Line();
        }

        if (model.Begin is { } begin)
            EmitBegin(writer, model, begin);
    }

    private static void EmitStates(SourceWriter writer, LoweredModel model, ModelParameter parameter)
    {
        string nested = string.Concat(Enumerable.Repeat("[]", parameter.Field.StorageInfo.Depth));
        string Declared(StateField state) => state is { IsPlaced: false, IsArray: true } ? state.Type + nested + "?" : state.Type;
        string Named(StateField state) =>
            state.Name + (state.IsArray || state.Initial is null || model.IsStruct ? "" : " = " + state.Initial);
        foreach (IGrouping<string, StateField> alike in parameter.States.Where(s => s.Name.Length > 0).GroupBy(Declared))
            writer.Line($"private {alike.Key} {string.Join(", ", alike.Select(Named))};");
    }

    // A structure may come to be without a constructor, so initializers of fields may not have run.
    private static void EmitBegin(SourceWriter writer, LoweredModel model, string begin)
    {
        string begun = model.Names.Unique("_hasBegun");
        writer.Line($"private bool {begun};").Line();
        writer.Line("/// <summary>Gives a structure its first values, since one may come to be without a constructor.</summary>");
        using (writer.Block($"private void {begin}()"))
        {
            writer.Line($"if ({begun})");
            using (writer.Indent())
                writer.Line("return;");
            writer.Line($"{model.Names.LearningRate} = {Literals.Double(model.LearningRate)};");
            foreach (StateField state in model.Parameters.SelectMany(p => p.States).Where(s => !s.IsArray && s.Initial is not null))
                writer.Line($"{state.Name} = {state.Initial};");
            writer.Line($"{begun} = true;");
        }

        writer.Line();
    }

    // The first value of every element, for each space behind the parameters.
    private static string Initial(LoweredModel model)
    {
        IEnumerable<string?> states = model.Layout!.States.Select(model.InitialOf);
        return $"[{string.Join(", ", states.Prepend(null).Select(i => i ?? "0"))}]";
    }
}
