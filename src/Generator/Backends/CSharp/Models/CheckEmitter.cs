using System;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what demands that a parameter, its gradient and its state fit each other, and that submodels are ready.</summary>
internal static class CheckEmitter
{
    /// <summary>Whether the gradient has a part in the checks of a parameter.</summary>
    public static bool NeedsGradient(FieldParameter p) => p.Indices.Count > 0 || p.Storage.Check("", "", "", "").Count > 0;

    /// <summary>Whether the check of a parameter counts its elements.</summary>
    public static bool IsCounted(FieldParameter p) =>
        p is { Storage: ArrayStorage or GridStorage, Indices.Count: 0, Field: { Dimensions.Count: 0, StorageInfo.ItemLength: 1 } } && p.States.Any(s => s.IsArray) && p.States.All(s => s is { Rate: Rate.Varying, Narrow: null, IsPlaced: true });

    /// <summary>Writes the checks of a parameter, and notes where it has no state yet.</summary>
    public static void Emit(SourceWriter writer, LoweredModel model, FieldParameter p, string isNew, string context)
    {
        string path = PathOf(model, p), gradients = GradientsEmitter.Name(model);
        string Named(string index) => CheckEmitter.Named(model, p, index);

        void EmitEach(string index)
        {
            writer.Line($"fusedOpt::ParameterCheck.Gradients({Named(index)}, {p.Own}{index}, {gradients}.{p.Name}{index});");
            foreach (StateField state in p.States)
                writer.Line($"{isNew} |= fusedOpt::ParameterCheck.State({Named(index)}, {p.Value(index)}.Length, {Known(state, index)}, \"arrays\");");
        }

        LoopEmitter.Emit(
            writer,
            p,
            index =>
            {
                // The most frequent forms, in one call.
                if (IsCounted(p))
                {
                    writer.Line($"{isNew} |= fusedOpt::ParameterCheck.Ready({path}, {p.Own}, {gradients}.{p.Name}, {p.States[0].Name}, ref {context});");
                    return;
                }

                if (p.Field.IsSparse)
                    RowsEmitter.EmitCheck(writer, model, p, context);
                foreach (string check in p.Field.IsSparse ? [] : p.Storage.Check(Named(index), p.Own + index, $"{gradients}.{p.Name}{index}", context))
                    writer.Line(check);
                if (p.Field.StorageInfo is { IsInPlace: false, ItemLength: > 1 and var itemLength })
                    writer.Line(FormattableString.Invariant($"fusedOpt::ParameterCheck.Items({Named(index)}, {p.Value(index)}.Length, {itemLength});"));
                if (p.Kernel.HasTensorValues && (p.Field.StorageInfo.DType == DType.Half || p.IsNarrow(p.Kernel) || model.Target.SumsGradients))
                    writer.Line($"fusedOpt::ParameterCheck.Copied({Named(index)}, {p.Count(index)});");
                if (p.Field.StorageInfo.Kind != StorageKind.Structure && p.Field.Dimensions.Count > 0)
                    writer.Line($"fusedOpt::ParameterCheck.Count({Named(index)}, {p.Count(index)}, {p.Field.Dimensions.Aggregate(1, (a, b) => a * b)}, \"{string.Join(" x ", p.Field.Dimensions)}\");");

                // States of one extent are made together.
                string assign = index.Length == 0 ? $"{isNew} |= " : "";
                foreach (StateField first in p.States.Where(s => s.IsArray && s.Rate != Rate.Tensor).GroupBy(s => s.Rate).Select(g => g.First()))
                {
                    string of = first.Rate switch { Rate.Row => ", \"rows\"", Rate.Column => ", \"columns\"", _ => "" };
                    writer.Line(p.Field.StorageInfo.Kind == StorageKind.Structure
                        ? $"{isNew} |= {first.Name}{(first.IsPlaced ? ".IsMissing" : " is null")};"
                        : $"{assign}fusedOpt::ParameterCheck.State({Named(index)}, {p.Count(first.Rate, index)}, {Known(first, index)}{of});");
                }
            },
            EmitEach);
    }

    /// <summary>What messages call a parameter, or one array of it.</summary>
    public static string Named(LoweredModel model, FieldParameter p, string index) =>
        index.Length == 0 ? PathOf(model, p) : $"new fusedOpt::ParameterName({PathOf(model, p)}, [{string.Join(", ", p.Indices.Take(index.Count(c => c == '[')))}])";

    private static string PathOf(LoweredModel model, FieldParameter p) => $"\"{model.PathOf(p.Field.Name)}\"";

    // A state that may not be there yet: state?[i].
    private static string Known(StateField state, string index) => index.Length == 0 ? state.Name : $"{state.Name}?{index}";

    /// <summary>Writes the checks of the models in a field.</summary>
    public static void Emit(SourceWriter writer, LoweredModel model, SubmodelField submodel, string context)
    {
        string name = model.Names.Own(submodel.Name);
        if (submodel.Kind != SubmodelKind.One && !submodel.IsNullable)
            writer.Line($"fusedOpt::ParameterCheck.Assigned(\"{model.PathOf(submodel.Name)}\", {name});");
        string rate = submodel.LearningRateScale switch { double.NaN => "", 1 => ", " + model.StepRate, var scale => $", {Literals.Double(scale)} * {model.StepRate}" };
        writer.Line($"{model.SubmodelsOf(submodel)}{(submodel.HoldsNullable ? "" : ".Assigned()")}.Prepare(ref {context}{rate}{(model.Target.SumsGradients ? ", of: " + SumEmitter.SubmodelOf(model, submodel) : "")});");
    }
}
