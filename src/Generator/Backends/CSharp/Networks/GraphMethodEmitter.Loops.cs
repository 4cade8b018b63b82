using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <content>Loops over submodels: their checks, their memory, their passes.</content>
internal sealed partial class GraphMethodEmitter
{
    private void EmitInLoop(int loop, IEnumerable<GraphParameter> parameters, Action<GraphParameter[]> emit)
    {
        GraphParameter[] all = [.. parameters.Where(p => p.Loop == loop)];
        if (all.Length == 0)
            return;
        using (writer.Block(_text.Loop(loop).Head(isReversed: false)))
        {
            writer.Line(_text.Loop(loop).Declaration);
            emit(all);
        }
    }

    private void EmitLoop(LoopOperation loop)
    {
        LoopText text = _text.Loop(loop.Loop);
        LoopMemory memory = graph.Loops[loop.Loop - 1];
        int[] tensors = [.. loop.Reads.Concat(loop.Writes).Select(_text.Root).Distinct().OrderBy(t => t)];
        string span = $"global::System.Span<{_text.Keyword}>";
        writer.Line($"// for each of {graph.Graph.Loops[loop.Loop - 1].Name}{(loop.IsReversed ? ", from the last" : "")}:");
        using (writer.Block(text.Head(loop.IsReversed)))
        {
            bool IsOfSubmodel(Tensor tensor) => tensor is { Kind: TensorKind.Parameter or TensorKind.ParameterGradient, Loop: not 0 };
            if (tensors.Any(t => IsOfSubmodel(graph.Tensors[t])))
                writer.Line(text.Declaration);
            EmitScalars(tensors, loop.Loop);
            foreach (int tensor in tensors.Where(t => memory.Places[t] >= 0))
                writer.Line($"{span} {_text.Name(tensor)} = {_text.Slot(tensor, text.Index)};");
            foreach (int tensor in tensors.Where(t => memory.CallPlaces[t] >= 0))
            {
                string place = FormattableString.Invariant($"{text.Index} * {memory.CallLength} + {memory.CallPlaces[tensor]}");
                string count = Literals.Decimal(graph.Tensors[tensor].Shape.Count);
                writer.Line($"{span} {_text.Name(tensor)} = {text.Call}.Span.Slice({place}, {count});");
            }

            foreach (TensorOperation operation in loop.Body)
                EmitOperation(operation);
        }
    }

    private void EmitLoopMemory(string keyword, string name, LoopText loop, int length)
    {
        if (length == 0)
            return;
        writer.Line($"using fusedOpt::Scratch<{keyword}> {name} = new({loop.Count} * {Literals.Decimal(length)});");
        writer.Line($"{name}.Span.Clear();");
    }

    private void EmitLoopEnd(int loop)
    {
        bool IsTotal(Tensor tensor) => tensor is { Kind: TensorKind.ParameterGradient, Shape.IsScalar: true } && tensor.Loop == loop;
        int[] totals = [.. Enumerable.Range(0, graph.Tensors.Count).Where(t => IsTotal(graph.Tensors[t]))];
        if (totals.Length == 0)
            return;
        using (writer.Block(_text.Loop(loop).Head(isReversed: false)))
        {
            writer.Line(_text.Loop(loop).Declaration);
            foreach (int total in totals)
            {
                string gradient = _text.GradientPath(graph.Tensors[total]) + (_text.IsScalarMember(graph.Tensors[total]) ? "" : "[0]");
                writer.Line($"{gradient} += {(_text.Keyword == "float" ? "(float)" : "")}{_text.Total(total)};");
            }
        }
    }
}
