using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Writes the call of one step of a compiled graph.</summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="graph">The graph.</param>
/// <param name="text">The names of the memory.</param>
/// <param name="regions">The classes of the regions.</param>
internal sealed class StepCallEmitter(SourceWriter writer, CompiledGraph graph, GraphText text, RegionClasses regions)
{
    /// <summary>Writes a step.</summary>
    public void Emit(TensorStep step)
    {
        switch (step)
        {
            case RegionStep run:
                writer.Line($"{regions.Find(run.Region)}.Run({string.Join(", ", Arguments(run))});");
                break;
            case LinearStep linear:
                string bias = linear.Bias is { } b ? ", " + text.Span(b) : "";
                EmitProduct("Multiply", text.ReadMatrix(linear.X), text.ReadMatrix(linear.Weight) + ".T" + bias, linear.Y);
                break;
            case LinearInputGradientStep back:
                EmitProduct("Multiply", text.ReadMatrix(back.YGradient), text.ReadMatrix(back.Weight), back.XGradient);
                break;
            case LinearWeightGradientStep back:
                EmitProduct("Accumulate", text.ReadMatrix(back.YGradient) + ".T", text.ReadMatrix(back.X), back.WeightGradient);
                break;
            case EmbeddingStep embedding:
                EmitRows("Gather", text.Span(embedding.Table), Columns(embedding.Y), text.Span(embedding.Indices), text.Span(embedding.Y));
                break;
            case EmbeddingGradientStep { TableGradient: var table } back when graph.Graph.Parameters[graph.Tensors[table].Index].IsSparse:
                writer.Line($"{text.Span(table)}.Add({text.Span(back.Indices)}, {text.Span(back.YGradient)});");
                break;
            case EmbeddingGradientStep back:
                string gradient = text.Span(back.YGradient), into = text.Span(back.TableGradient);
                EmitRows("ScatterAdd", gradient, Columns(back.TableGradient), text.Span(back.Indices), into);
                break;
            case PickStep pick:
                EmitRows("Pick", text.Span(pick.X), Columns(pick.X), text.Span(pick.Indices), text.Span(pick.Y));
                break;
            case PickGradientStep back:
                EmitRows("AddPicked", text.Span(back.YGradient), Columns(back.Into), text.Span(back.Indices), text.Span(back.Into));
                break;
            case RepeatStep repeat:
                EmitRows("Repeat", text.Span(repeat.X), Rows(repeat.Y), Columns(repeat.Y), text.Span(repeat.Y));
                break;
            case SumRowsStep sum:
                EmitRows("Sum", text.Span(sum.X), Rows(sum.X), Columns(sum.X), text.Span(sum.Y));
                break;
            case CopyColumnsStep copy:
                if (copy.Clears)
                    writer.Line($"{text.Span(copy.To)}.Clear();");
                EmitRows(
                    "CopyColumns",
                    From(text.Span(copy.From), copy.FromColumn), Columns(copy.From),
                    From(text.Span(copy.To), copy.ToColumn), Columns(copy.To), Literals.Decimal(copy.Columns));
                break;
            case AddStep add:
                EmitRows("Add", text.Span(add.X), text.Span(add.Into));
                break;
            case ReshapeStep:
                break;
            default:
                throw new InvalidOperationException(step.ToString());
        }
    }

    private void EmitProduct(string method, string left, string right, int result) =>
        writer.Line($"fusedOpt::MatMul<{text.Keyword}, fusedOpt::Exact>.{method}({left}, {right}, {text.WriteMatrix(result)});");

    // The element type stands at the call: arrays and spans of members convert only to a type that is known.
    private void EmitRows(string method, params string[] arguments) =>
        writer.Line($"fusedOpt::MatrixRows.{method}<{text.Keyword}>({string.Join(", ", arguments)});");

    private string Columns(int tensor) => Literals.Decimal(graph.Tensors[tensor].Shape.Columns);

    private string Rows(int tensor) => Literals.Decimal(graph.Tensors[tensor].Shape.Rows);

    private static string From(string span, int column) => column == 0 ? span : FormattableString.Invariant($"{span}.Slice({column})");

    private IEnumerable<string> Arguments(RegionStep step)
    {
        yield return GraphText.Times(step.IsBatched, step.Shape.Rows);
        yield return Literals.Decimal(step.Shape.Columns);
        for (int i = 0; i < step.Inputs.Count; i++)
            yield return step.Region.Inputs[i].Rate == Rate.Tensor ? text.Number(step.Inputs[i]) : text.Span(step.Inputs[i]);
        for (int i = 0; i < step.Outputs.Count; i++)
            yield return step.Region.Outputs[i].Rate == Rate.Tensor ? "ref " + text.Total(step.Outputs[i]) : text.Span(step.Outputs[i]);
    }
}
