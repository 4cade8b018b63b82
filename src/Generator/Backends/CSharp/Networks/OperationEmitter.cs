using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Writes the call of one operation of a compiled graph.</summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="graph">The graph.</param>
/// <param name="text">The names of the memory.</param>
/// <param name="regions">The classes of the regions.</param>
internal sealed class OperationEmitter(SourceWriter writer, CompiledGraph graph, GraphText text, RegionClasses regions)
{
    /// <summary>Writes a operation.</summary>
    public void Emit(TensorOperation operation)
    {
        switch (operation)
        {
            case RegionOperation run:
                writer.Line($"{regions.Find(run.Region)}.Run({string.Join(", ", Arguments(run))});");
                break;
            case LinearOperation linear:
                string bias = linear.Bias is { } b ? ", " + text.Span(b) : "";
                EmitProduct("Multiply", text.ReadMatrix(linear.X), text.ReadMatrix(linear.Weight) + ".T" + bias, linear.Y);
                break;
            case LinearInputGradientOperation back:
                EmitProduct("Multiply", text.ReadMatrix(back.YGradient), text.ReadMatrix(back.Weight), back.XGradient);
                break;
            case LinearWeightGradientOperation back:
                EmitProduct("Accumulate", text.ReadMatrix(back.YGradient) + ".T", text.ReadMatrix(back.X), back.WeightGradient);
                break;
            case MatMulOperation product:
                EmitHeads(product);
                break;
            case TransposeOperation transpose:
                EmitRows("Transpose", text.Span(transpose.X), Rows(transpose.X), Columns(transpose.X), text.Span(transpose.Y));
                break;
            case EmbeddingOperation embedding:
                EmitRows("Gather", text.Span(embedding.Table), Columns(embedding.Y), text.Span(embedding.Indices), text.Span(embedding.Y));
                break;
            case EmbeddingGradientOperation back when graph.Graph.Parameters[graph.Tensors[back.TableGradient].Index].IsSparse:
                writer.Line($"{text.Span(back.TableGradient)}.Add({text.Span(back.Indices)}, {text.Span(back.YGradient)});");
                break;
            case EmbeddingGradientOperation back:
                string gradient = text.Span(back.YGradient), into = text.Span(back.TableGradient);
                EmitRows("ScatterAdd", gradient, Columns(back.TableGradient), text.Span(back.Indices), into);
                break;
            case PickOperation pick:
                EmitRows("Pick", text.Span(pick.X), Columns(pick.X), text.Span(pick.Indices), text.Span(pick.Y));
                break;
            case PickGradientOperation back:
                EmitRows("AddPicked", text.Span(back.YGradient), Columns(back.Into), text.Span(back.Indices), text.Span(back.Into));
                break;
            case RepeatOperation repeat:
                EmitRows("Repeat", text.Span(repeat.X), Rows(repeat.Y), Columns(repeat.Y), text.Span(repeat.Y));
                break;
            case SumRowsOperation sum:
                EmitRows("Sum", text.Span(sum.X), Rows(sum.X), Columns(sum.X), text.Span(sum.Y));
                break;
            case CopyColumnsOperation copy:
                if (copy.Clears)
                    writer.Line($"{text.Span(copy.To)}.Clear();");
                EmitRows(
                    "CopyColumns",
                    From(text.Span(copy.From), copy.FromColumn), Columns(copy.From),
                    From(text.Span(copy.To), copy.ToColumn), Columns(copy.To), Literals.Decimal(copy.Columns));
                break;
            case SpreadOperation spread:
                EmitRows("Repeat", text.Span(spread.X), text.Local("n"), Count(spread.X), text.Span(spread.Y));
                break;
            case SpreadGradientOperation { XGradient: var total } back when graph.Tensors[total].Shape.IsScalar:
                writer.Line($"{text.Total(total)} = fusedOpt::Batch.Sum({text.Total(total)}, {text.Span(back.YGradient)});");
                break;
            case SpreadGradientOperation back:
                EmitRows("AddRows", text.Span(back.YGradient), Count(back.XGradient), text.Span(back.XGradient));
                break;
            case DropoutOperation dropout:
                int loop = graph.Tensors[text.Root(dropout.Y)].Loop;
                string pass = loop == 0 ? "0" : text.Loop(loop).Index;
                string first = $"{text.Local("first")} * {Count(dropout.Y)}";
                string site = $"{Literals.Decimal(dropout.Site)}, {pass}, {Literals.Double(dropout.Rate)}, {first}";
                writer.Line(
                    $"{text.Local("draws")}.Apply<{text.Keyword}>({site}, {text.Span(dropout.X)}, {text.Span(dropout.Y)});");
                break;
            case FillOperation { Value: 0 } fill:
                writer.Line($"{text.Span(fill.Y)}.Clear();");
                break;
            case FillOperation fill:
                string number = text.Keyword == "double" ? Literals.Double(fill.Value) : Literals.Single((float)fill.Value);
                writer.Line($"{text.Span(fill.Y)}.Fill({number});");
                break;
            case CopyOperation copy:
                string from = copy.Step == LoopStep.Last ? text.Copied(copy.X, copy.Step) : text.Span(copy.X);
                string destination = copy.Step == LoopStep.Last ? text.Span(copy.Y) : text.Copied(copy.Y, copy.Step);
                writer.Line($"{from}.CopyTo({destination});");
                break;
            case AddOperation { Into: var total } add when IsTotal(total):
                writer.Line($"{text.Total(total)} += {text.Span(add.X)}[0];");
                break;
            case AddOperation add:
                EmitRows("Add", text.Span(add.X), text.Span(add.Into));
                break;
            case ReshapeOperation:
                break;
            default:
                throw new InvalidOperationException(operation.ToString());
        }
    }

    private void EmitProduct(string method, string left, string right, int result) =>
        writer.Line($"fusedOpt::MatMul<{text.Keyword}, fusedOpt::Exact>.{method}({left}, {right}, {text.WriteMatrix(result)});");

    private void EmitHeads(MatMulOperation product)
    {
        if (product.Clears)
            writer.Line($"{text.Span(product.Y)}.Clear();");
        string method = $"fusedOpt::HeadMatMul<{text.Keyword}>.Multiply{(product.Form.IsCausal ? "Causal" : "")}";
        writer.Line($"{method}(");
        using (writer.Indent())
        {
            writer.Line($"{text.Local("n")}, {Literals.Decimal(product.Form.Heads)},");
            writer.Line($"{text.Span(product.Left)}, {Layout(product.Left, product.Form.Left)},");
            writer.Line($"{text.Span(product.Right)}, {Layout(product.Right, product.Form.Right)},");
            string hidden = product.Form.IsCausal ? $", {text.Keyword}.NegativeInfinity" : "";
            writer.Line($"{text.Span(product.Y)}, {Layout(product.Y, product.Form.Result)}{hidden});");
        }
    }

    private string Layout(int tensor, HeadMatrix matrix)
    {
        string transposed = matrix.IsTransposed ? ".T" : "";
        string place = matrix.IsBeside
            ? FormattableString.Invariant(
                $"Beside({matrix.Rows}, {matrix.Columns}, {matrix.FirstColumn}, {graph.Tensors[tensor].Shape.Columns})")
            : FormattableString.Invariant($"Below({matrix.Rows}, {matrix.Columns})");
        return $"fusedOpt::HeadLayout.{place}{transposed}";
    }

    // The element type stands at the call: arrays and spans of members convert only to a type that is known.
    private void EmitRows(string method, params string[] arguments) =>
        writer.Line($"fusedOpt::MatrixRows.{method}<{text.Keyword}>({string.Join(", ", arguments)});");

    // A sum that is added to the member once, at the end.
    private bool IsTotal(int tensor) => graph.Tensors[text.Root(tensor)] is { Shape.IsScalar: true } root
        && (root.Kind == TensorKind.Accumulator || (root.Loop != 0 && text.IsScalarMember(root)));

    private string Count(int tensor) => Literals.Decimal(graph.Tensors[tensor].Shape.Count);

    private string Columns(int tensor) => Literals.Decimal(graph.Tensors[tensor].Shape.Columns);

    private string Rows(int tensor) => Literals.Decimal(graph.Tensors[tensor].Shape.Rows);

    private static string From(string span, int column) => column == 0 ? span : FormattableString.Invariant($"{span}.Slice({column})");

    private IEnumerable<string> Arguments(RegionOperation operation)
    {
        yield return text.Times(operation.IsBatched, operation.Shape.Rows);
        yield return Literals.Decimal(operation.Shape.Columns);
        for (int i = 0; i < operation.Inputs.Count; i++)
            yield return operation.Region.Inputs[i].Rate == Rate.Tensor ? text.Number(operation.Inputs[i]) : text.Span(operation.Inputs[i]);
        for (int i = 0; i < operation.Outputs.Count; i++)
        {
            int output = operation.Outputs[i];
            yield return operation.Region.Outputs[i].Rate == Rate.Tensor ? "ref " + text.Total(output) : text.Span(output);
        }
    }
}
