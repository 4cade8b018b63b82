using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <content>Loops over submodels.</content>
internal sealed partial class GraphReader
{
    private static IOperation SkipConversions(IOperation operation) =>
        operation is IConversionOperation conversion ? SkipConversions(conversion.Operand) : operation;

    // Variables that the loop assigns have a value at the beginning of each pass, which the pass before has left.
    private bool Loop(IForEachLoopOperation loop, ILocalSymbol part, SubmodelsReading over)
    {
        if (_loop != 0)
            return context.Refuse(loop, ("a loop in a loop", "hold all submodels in one array, or write out the outer loop")) is not null;
        ModelReading model = context.BeginLoop(over, part.Name);
        ISymbol[] assigned = [.. Assigned(loop.Body).Where(_variables.ContainsKey).Distinct(SymbolEqualityComparer.Default)!];
        int[] carried = new int[assigned.Length];
        for (int i = 0; i < assigned.Length; i++)
        {
            if (ToNode(_variables[assigned[i]]) is not { } initial || context.Graph[initial].Type != ScalarType.Element)
            {
                string construct = $"'{assigned[i].Name}', which a loop changes and which is no number, vector or matrix";
                return context.Refuse(loop, (construct, "change values of an example alone")) is not null;
            }

            carried[i] = context.Graph.Named(context.Graph.Carried(initial, i, model.Loop), assigned[i].Name);
            Declare(assigned[i], new TensorReading(carried[i]));
        }

        Declare(part, model);
        _loop = model.Loop;
        bool isRead = Statement(loop.Body);
        _loop = 0;
        int[] handedOn = new int[assigned.Length];
        for (int i = 0; i < assigned.Length && isRead; i++)
        {
            if (ToNode(_variables[assigned[i]]) is not { } final)
                return context.Refuse(loop) is not null;
            if (context.Graph[final].Shape != context.Graph[carried[i]].Shape)
            {
                string before = GraphContext.Describe(context.Graph[carried[i]].Shape);
                string problem = $"'{assigned[i].Name}' is {before} before a pass of the loop and "
                    + $"{GraphContext.Describe(context.Graph[final].Shape)} behind it, and needs to keep its shape";
                return context.Misfit(loop, problem) is not null;
            }

            handedOn[i] = context.Graph.HandOn(carried[i], final);
        }

        for (int i = 0; i < assigned.Length && isRead; i++)
        {
            int result = context.Graph.Named(context.Graph.LoopResult(carried[i], handedOn[i]), assigned[i].Name);
            Declare(assigned[i], new TensorReading(result));
        }

        return isRead;
    }

    private static IEnumerable<ISymbol> Assigned(IOperation body) => body.Descendants().OfType<IAssignmentOperation>()
        .Select(a => Variable(a.Target))
        .OfType<ISymbol>();
}
