using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the one table of a class's parameters, which visitors in the library go over. One visitor makes state, another shows all rows to
/// a visitor of the user's.
/// </summary>
/// <remarks>Code that runs in every step uses no table: a kernel or a check for each field is code of its own.</remarks>
internal static class TableEmitter
{
    /// <summary>Writes the table.</summary>
    public static void Emit(SourceWriter writer, LoweredModel model)
    {
        if (model.Parameters.Count == 0)
            return;
        (string table, string type) = (model.Names.Local("table"), model.Names.Local("TVisitor"));
        string gradients = Gradients(model, $"{GeneratedMemberNames.GradientsType} {GradientsEmitter.Name(model)}");
        string arguments = $"ref fusedOpt::ParameterTable<{type}> {table}{gradients}";
        writer.Line("/// <summary>Lists each parameter with its gradient and its states.</summary>");
        writer.Line($"private void {model.Names.AcceptParameters}<{type}>({arguments})");
        using (writer.Indent())
            writer.Line($"where {type} : struct, fusedOpt::IParameterTableVisitor, allows ref struct");
        using (writer.Block())
        {
            foreach (ModelParameter p in model.Parameters)
            {
                if (p.Field.IsPruned)
                    PruneEmitter.EmitEach(writer, model, p, (index, mask) => EmitRow(index, $".Mask({model.Pruner}, {mask})"));
                else
                    LoopEmitter.Emit(writer, p, index => EmitRow(index, ""));

                void EmitRow(string index, string mask)
                {
                    string states = string.Concat(p.States.Select(s => "." + State(p, s, index)));
                    writer.Line($"{table}.{p.Row(GradientsEmitter.Name(model), index)}{Options(p, index)}){mask}{states};");
                }
            }
        }

        writer.Line();
    }

    /// <summary>Writes the local that holds the table for a visitor.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="visitor">The type of the visitor.</param>
    /// <param name="arguments">The arguments of its constructor.</param>
    public static void EmitLocal(SourceWriter writer, LoweredModel model, string visitor, string arguments)
    {
        string table = model.Names.Local("table");
        writer.Line($"var {table} = new fusedOpt::ParameterTable<fusedOpt::{visitor}>(new({arguments}));");
    }

    /// <summary>Returns the call that has the visitor of a table go over it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="gradients">The gradients that the table lists.</param>
    public static string Call(LoweredModel model, string gradients) =>
        $"{model.Names.AcceptParameters}(ref {model.Names.Local("table")}{Gradients(model, gradients)});";

    // The indices of an array, the dimensions that an attribute gives, and the name in checkpoints.
    private static string Options(ModelParameter p, string index)
    {
        string indices = index.Length == 0 ? "" : $", [{string.Join(", ", ((FieldParameter)p).Indices)}]";
        string shape = p.NeedsShape ? $", shape: [{string.Join(", ", p.Field.Dimensions)}]" : "";
        string key = p.Field.Key is null ? "" : ", key: " + Literals.Text(p.Field.Key);
        return indices + shape + key;
    }

    // The argument that hands over the gradients. The gradients of parameters in an arena lie in the arena, too, and are read from there.
    private static string Gradients(LoweredModel model, string gradients) =>
        model.Parameters.All(p => p is OwnedParameter) ? "" : $", {(model.IsStruct ? "ref " : "")}{gradients}";

    // The row of a state. State that is made when it is first needed comes with its length and its first value.
    private static string State(ModelParameter p, StateField state, string index)
    {
        string name = $"\"{state.CheckpointName}\"", initial = state.Initial is null ? "" : ", " + state.Initial;
        string method = state.Rate is Rate.Row or Rate.Column ? "AxisState" : "State";
        if (index.Length > 0)
            return $"{method}({name}, {(state.Rate == Rate.Tensor ? "ref " : "")}{FieldParameter.StateValue(state, index)})";
        if (state.IsPlaced)
            return $"State({name}, ref {state.Name}{initial})";
        if (state.Narrow is { } narrow)
            return $"{narrow.Type}({name}, ref {state.Name}, {narrow.Arguments})";
        return state.IsArray ? $"{method}({name}, ref {state.Name}, {p.Count(state.Rate, "")}{initial})"
            : state.Name.Length > 0 ? $"State({name}, ref {state.Name})"
            : $"State({name}, {p.StateSpan(state, "")})";
    }
}
