using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what demands that a parameter, its gradient and its state fit each other, and that models within are ready.</summary>
internal static class CheckEmitter
{
    /// <summary>Whether the gradient has a part in the checks of a parameter.</summary>
    public static bool NeedsGradient(FieldParameter p) => p.Indices.Count > 0 || p.Storage.Check("", "", "", "").Count > 0;

    /// <summary>Whether the check of a parameter counts its elements.</summary>
    public static bool IsCounted(FieldParameter p) =>
        p is { Storage: ArrayStorage or GridStorage, Indices.Count: 0, Field: { Dimensions.Count: 0, Holding.ItemLength: 1 } } && p.States.Any(s => s.IsArray) && p.States.All(s => s is { Rate: Rate.Varying, Narrow: null, IsPlaced: true });

    /// <summary>Writes the checks of a parameter, and notes where it has no state yet.</summary>
    public static void Emit(SourceWriter writer, ModelSketch model, FieldParameter p, string isNew, string walk)
    {
        string path = PathOf(model, p), gradients = GradientsEmitter.Name(model);
        string Named(string index) => CheckEmitter.Named(model, p, index);

        void EmitEach(string index)
        {
            writer.Line($"global::FusedOpt.ParameterCheck.Gradients({Named(index)}, {p.Own}{index}, {gradients}.{p.Name}{index});");
            foreach (StateField state in p.States)
                writer.Line($"{isNew} |= global::FusedOpt.ParameterCheck.State({Named(index)}, {p.Value(index)}.Length, {Known(state, index)}, \"arrays\");");
        }

        LoopEmitter.Emit(
            writer,
            p,
            index =>
            {
                // The most frequent forms, in one call.
                if (IsCounted(p))
                {
                    writer.Line($"{isNew} |= global::FusedOpt.ParameterCheck.Ready({path}, {p.Own}, {gradients}.{p.Name}, {p.States[0].Name}, ref {walk});");
                    return;
                }

                if (p.Field.IsSparse)
                    RowsEmitter.EmitCheck(writer, model, p, walk);
                foreach (string check in p.Field.IsSparse ? [] : p.Storage.Check(Named(index), p.Own + index, $"{gradients}.{p.Name}{index}", walk))
                    writer.Line(check);
                if (p.Field.Holding is { IsInPlace: false, ItemLength: > 1 and var itemLength })
                    writer.Line(FormattableString.Invariant($"global::FusedOpt.ParameterCheck.Items({Named(index)}, {p.Value(index)}.Length, {itemLength});"));
                if (p.Kernel.HasTensorValues && (p.Field.Holding.Number == Number.Half || p.IsNarrow(p.Kernel) || model.Target.SumsGradients))
                    writer.Line($"global::FusedOpt.ParameterCheck.Copied({Named(index)}, {p.Count(index)});");
                if (p.Field.Holding.Kind != HoldingKind.Structure && p.Field.Dimensions.Count > 0)
                    writer.Line($"global::FusedOpt.ParameterCheck.Count({Named(index)}, {p.Count(index)}, {p.Field.Dimensions.Aggregate(1, (a, b) => a * b)}, \"{string.Join(" x ", p.Field.Dimensions)}\");");

                // States of one extent are made together.
                string assign = index.Length == 0 ? $"{isNew} |= " : "";
                foreach (StateField first in p.States.Where(s => s.IsArray && s.Rate != Rate.Tensor).GroupBy(s => s.Rate).Select(g => g.First()))
                {
                    string of = first.Rate switch { Rate.Row => ", \"rows\"", Rate.Column => ", \"columns\"", _ => "" };
                    writer.Line(p.Field.Holding.Kind == HoldingKind.Structure
                        ? $"{isNew} |= {first.Name}{(first.IsPlaced ? ".IsMissing" : " is null")};"
                        : $"{assign}global::FusedOpt.ParameterCheck.State({Named(index)}, {p.Count(first.Rate, index)}, {Known(first, index)}{of});");
                }
            },
            EmitEach);
    }

    /// <summary>What messages call a parameter, or one array of it.</summary>
    public static string Named(ModelSketch model, FieldParameter p, string index) =>
        index.Length == 0 ? PathOf(model, p) : $"new global::FusedOpt.ParameterName({PathOf(model, p)}, [{string.Join(", ", p.Indices.Take(index.Count(c => c == '[')))}])";

    private static string PathOf(ModelSketch model, FieldParameter p) => $"\"{model.PathOf(p.Field.Name)}\"";

    // A state that may not be there yet: state?[i].
    private static string Known(StateField state, string index) => index.Length == 0 ? state.Name : $"{state.Name}?{index}";

    /// <summary>Writes the checks of the models in a field.</summary>
    public static void Emit(SourceWriter writer, ModelSketch model, PartField part, string walk)
    {
        string name = model.Names.Own(part.Name);
        if (part.Kind != PartKind.One && !part.IsNullable)
            writer.Line($"global::FusedOpt.ParameterCheck.Assigned(\"{model.PathOf(part.Name)}\", {name});");
        string rate = part.LearningRateScale switch { double.NaN => "", 1 => ", " + model.StepRate, var scale => $", {Literals.Double(scale)} * {model.StepRate}" };
        writer.Line($"{model.PartsOf(part)}{(part.HoldsNullable ? "" : ".Assigned()")}.Prepare(ref {walk}{rate}{(model.Target.SumsGradients ? ", of: " + SumEmitter.PartOf(model, part) : "")});");
    }
}
