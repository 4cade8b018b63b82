using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the checks that a parameter, its gradient and its state fit each other, and that submodels are ready.</summary>
internal static class CheckEmitter
{
    /// <summary>Returns true if the checks of a parameter read the gradient.</summary>
    public static bool NeedsGradient(FieldParameter p) => p.Indices.Count > 0 || p.Storage.Check("", "", "", "").Count > 0;

    /// <summary>Returns true if the check of a parameter counts its elements.</summary>
    public static bool IsCounted(FieldParameter p) =>
        p is { Storage: ArrayStorage or GridStorage, Indices.Count: 0, Field: { Dimensions.Count: 0, StorageInfo.ItemLength: 1 } }
        && p.States.Any(s => s.IsArray)
        && p.States.All(s => s is { Rate: Rate.Varying, Narrow: null, IsPlaced: true });

    /// <summary>Writes the checks of a parameter, which also find out that its state is missing.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="isNew">The local that becomes true if a parameter has no state yet.</param>
    /// <param name="context">The local that holds the context.</param>
    public static void Emit(SourceWriter writer, LoweredModel model, FieldParameter p, string isNew, string context)
    {
        string path = PathOf(model, p), gradients = GradientsEmitter.Name(model);
        string Named(string index) => CheckEmitter.Named(model, p, index);

        void EmitEach(string index)
        {
            writer.Line($"fusedOpt::ParameterCheck.Gradients({Named(index)}, {p.Own}{index}, {gradients}.{p.Name}{index});");
            foreach (StateField state in p.States)
            {
                string arguments = $"{Named(index)}, {p.Value(index)}.Length, {Known(state, index)}, \"arrays\"";
                writer.Line($"{isNew} |= fusedOpt::ParameterCheck.State({arguments});");
            }
        }

        LoopEmitter.Emit(
            writer,
            p,
            index =>
            {
                // One call takes less code, and these forms are the most frequent ones.
                if (IsCounted(p))
                {
                    string arguments = $"{path}, {p.Own}, {gradients}.{p.Name}, {p.States[0].Name}";
                    writer.Line($"{isNew} |= {context}.Check({arguments});");
                    return;
                }

                IReadOnlyList<string> checks = [];
                if (p.Field.IsSparse)
                    RowsEmitter.EmitCheck(writer, model, p, context);
                else
                    checks = p.Storage.Check(Named(index), p.Own + index, $"{gradients}.{p.Name}{index}", context);
                foreach (string check in checks)
                    writer.Line(check);
                if (p.Field.StorageInfo is { IsInPlace: false, ItemLength: > 1 and var itemLength })
                {
                    string length = p.Value(index) + ".Length";
                    writer.Line(FormattableString.Invariant($"fusedOpt::ParameterCheck.Items({Named(index)}, {length}, {itemLength});"));
                }

                bool isCopied = p.Field.StorageInfo.DType == DType.Half || p.IsNarrow(p.Kernel) || model.Target.SumsGradients;
                if (p.Kernel.HasTensorValues && isCopied)
                    writer.Line($"fusedOpt::ParameterCheck.Copied({Named(index)}, {p.Count(index)});");
                if (p.Field.StorageInfo.Kind != StorageKind.Structure && p.Field.Dimensions.Count > 0)
                {
                    string dimensions = string.Join(" x ", p.Field.Dimensions);
                    int count = p.Field.Dimensions.Aggregate(1, (a, b) => a * b);
                    writer.Line($"fusedOpt::ParameterCheck.Count({Named(index)}, {p.Count(index)}, {count}, \"{dimensions}\");");
                }

                // States of one extent are made together.
                string assign = index.Length == 0 ? $"{isNew} |= " : "";
                IEnumerable<StateField> arrays = p.States.Where(s => s.IsArray && s.Rate != Rate.Tensor);
                foreach (StateField first in arrays.GroupBy(s => s.Rate).Select(g => g.First()))
                {
                    string of = first.Rate switch { Rate.Row => ", \"rows\"", Rate.Column => ", \"columns\"", _ => "" };
                    string arguments = $"{Named(index)}, {p.Count(first.Rate, index)}, {Known(first, index)}{of}";
                    writer.Line(p.Field.StorageInfo.Kind == StorageKind.Structure
                        ? $"{isNew} |= {first.Name}{(first.IsPlaced ? ".IsMissing" : " is null")};"
                        : $"{assign}fusedOpt::ParameterCheck.State({arguments});");
                }
            },
            EmitEach);
    }

    /// <summary>Returns the name of a parameter, or of one of its arrays, in messages.</summary>
    public static string Named(LoweredModel model, FieldParameter p, string index)
    {
        string path = PathOf(model, p);
        IEnumerable<string> indices = p.Indices.Take(index.Count(c => c == '['));
        return index.Length == 0 ? path : $"new fusedOpt::ParameterName({path}, [{string.Join(", ", indices)}])";
    }

    private static string PathOf(LoweredModel model, FieldParameter p) => $"\"{model.PathOf(p.Field.Name)}\"";

    // A state that may not be there yet: state?[i].
    private static string Known(StateField state, string index) => index.Length == 0 ? state.Name : $"{state.Name}?{index}";

    /// <summary>Writes the checks of the models in a field.</summary>
    public static void Emit(SourceWriter writer, LoweredModel model, SubmodelField submodel, string context)
    {
        string name = model.Names.Own(submodel.Name);
        if (submodel.Kind != SubmodelKind.One && !submodel.IsNullable)
            writer.Line($"fusedOpt::ParameterCheck.Assigned(\"{model.PathOf(submodel.Name)}\", {name});");
        string rate = submodel.LearningRateScale switch
        {
            double.NaN => "",
            1 => ", " + model.StepRate,
            var scale => $", {Literals.Double(scale)} * {model.StepRate}",
        };
        string submodels = model.SubmodelsOf(submodel) + (submodel.HoldsNullable ? "" : ".Assigned()");
        string gradients = model.Target.SumsGradients ? ", of: " + SumEmitter.SubmodelOf(model, submodel) : "";
        writer.Line($"{submodels}.Prepare(ref {context}{rate}{gradients});");
    }
}
