using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Describes the operations of a compiled graph for people: what each computes from what, and the shape of its results.</summary>
internal static class OperationRemark
{
    /// <summary>Returns a operation as one line. A prime marks a gradient.</summary>
    public static string Describe(CompiledGraph graph, TensorOperation operation)
    {
        string Name(int tensor) => Prime(graph.Tensors[tensor].Name);
        string Result(int tensor, string value) => $"{Name(tensor)} = {value}{Shape(graph, tensor)}";
        string Arguments(IEnumerable<int> tensors) => string.Join(", ", tensors.Select(Name).Distinct());
        string List(IEnumerable<int> tensors) => DocumentationText.List(tensors.Select(Name).Distinct());
        return operation switch
        {
            LinearOperation { Bias: { } bias } linear => Result(linear.Y, $"{Name(bias)} + {Name(linear.Weight)} {Name(linear.X)}"),
            LinearOperation linear => Result(linear.Y, $"{Name(linear.Weight)} {Name(linear.X)}"),
            LinearInputGradientOperation back => Result(back.XGradient, $"{Name(back.Weight)}ᵀ {Name(back.YGradient)}"),
            LinearWeightGradientOperation back => $"{Name(back.WeightGradient)} += {Name(back.YGradient)} {Name(back.X)}ᵀ",
            MatMulOperation product => Result(product.Y, Product(product, Name)),
            TransposeOperation transpose => Result(transpose.Y, $"{Name(transpose.X)}ᵀ"),
            EmbeddingOperation embedding => Result(embedding.Y, $"rows {Name(embedding.Indices)} of {Name(embedding.Table)}"),
            EmbeddingGradientOperation back => $"{Name(back.TableGradient)} += {Name(back.YGradient)}, in rows {Name(back.Indices)}",
            PickOperation pick => $"{Name(pick.Y)} = {Name(pick.X)} at {Name(pick.Indices)}",
            PickGradientOperation back => $"{Name(back.Into)} += {Name(back.YGradient)}, at {Name(back.Indices)}",
            RepeatOperation repeat => Result(repeat.Y, $"{Name(repeat.X)}, in each row"),
            SumRowsOperation sum => Result(sum.Y, $"the sum of the rows of {Name(sum.X)}"),
            CopyColumnsOperation copy => Result(
                copy.To,
                $"columns {copy.FromColumn} to {copy.FromColumn + copy.Columns - 1} of {Name(copy.From)}, from column {copy.ToColumn} on"),
            DropoutOperation dropout =>
                Result(dropout.Y, $"{Name(dropout.X)}, of which {Literals.Decimal(100 * dropout.Rate)} % are dropped"),
            SpreadOperation spread => Result(spread.Y, $"{Name(spread.X)}, for each example"),
            SpreadGradientOperation back => $"{Name(back.XGradient)} += {Name(back.YGradient)}, of each example",
            FillOperation fill => Result(fill.Y, fill.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            CopyOperation { Step: LoopStep.First } copy => $"{Name(copy.Y)} of the first pass = {Name(copy.X)}",
            CopyOperation { Step: LoopStep.Next } copy => $"{Name(copy.Y)} of the next pass = {Name(copy.X)}",
            CopyOperation { Step: LoopStep.Last } copy => $"{Name(copy.Y)} = {Name(copy.X)} of the last pass",
            CopyOperation copy => Result(copy.Y, Name(copy.X)),
            AddOperation add => $"{Name(add.Into)} += {Name(add.X)}",
            RegionOperation region =>
                $"{List(region.Outputs)} = {region.Region.Name}({Arguments(region.Inputs)}){Shape(graph, region.Outputs[0])}",
            _ => operation.GetType().Name,
        };
    }

    private static string Product(MatMulOperation product, Func<int, string> name)
    {
        static string Power(HeadMatrix matrix) => matrix.IsTransposed ? "ᵀ" : "";
        ProductForm form = product.Form;
        string heads = form.Heads == 1 ? "" : FormattableString.Invariant($", for each of {form.Heads} heads");
        string causal = form.IsCausal ? ", up to the diagonal" : "";
        return $"{Factor(product.Left, form.Left)}{Power(form.Left)} {Factor(product.Right, form.Right)}{Power(form.Right)}{heads}{causal}";

        string Factor(int tensor, HeadMatrix matrix) => matrix.IsBeside && matrix.FirstColumn > 0
            ? FormattableString.Invariant($"{name(tensor)}[{matrix.FirstColumn}..]")
            : name(tensor);
    }

    private static string Prime(string name)
    {
        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return stem.EndsWith(Passes.Adjoint.Suffix, StringComparison.Ordinal)
            ? stem.Substring(0, stem.Length - Passes.Adjoint.Suffix.Length) + "'" + name.Substring(stem.Length)
            : name;
    }

    private static string Shape(CompiledGraph graph, int tensor)
    {
        Tensor of = graph.Tensors[tensor];
        string size = of.Shape.IsScalar ? "" : of.Shape.ToString();
        return !of.IsBatched ? (size.Length == 0 ? "" : $"  ({size})") : size.Length == 0 ? "  (n)" : $"  (n x {size})";
    }
}
