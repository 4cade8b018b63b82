using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Writes the documentation of methods that go over a batch.</summary>
internal static class NetworkDocumentation
{
    /// <summary>Writes the operations of a pass and the memory that it takes.</summary>
    public static void EmitOperations(SourceWriter writer, CompiledGraph graph)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        int number = 0;
        Emit(graph.Before.Concat(graph.Slice).Concat(graph.After), "");
        writer.Line("/// </code>");
        int size = graph.Graph.Element == ElementType.Double ? 8 : 4;
        string loops = string.Concat(graph.Loops.Zip(graph.Graph.Loops, (memory, loop) => memory.Length == 0
            ? ""
            : $", {Literals.Decimal(memory.Length * size)} for each of {loop.Name} and one more,"));
        string bytes = $"{Literals.Decimal(graph.Memory.Length * size)} bytes{loops}";
        writer.Line(graph.Examples == 1
            ? $"/// <para>Memory: {bytes} for one example at a time.</para>"
            : $"/// <para>Memory: {bytes} for each of at most {Literals.Decimal(graph.Examples)} examples at a time.</para>");
        writer.Line("/// </remarks>");

        void Emit(IEnumerable<TensorOperation> operations, string indent)
        {
            foreach (TensorOperation operation in operations.Where(s => s is not ReshapeOperation))
            {
                if (operation is LoopOperation loop)
                {
                    GraphLoop over = graph.Graph.Loops[loop.Loop - 1];
                    writer.Line($"///     for each of {over.Name}{(loop.IsReversed ? ", from the last" : "")}:");
                    Emit(loop.Body, "  ");
                    continue;
                }

                writer.Line($"/// {Literals.Decimal(++number),2}  {indent}{Escape(OperationRemark.Describe(graph, operation))}");
            }
        }
    }

    /// <summary>Writes the inputs.</summary>
    public static void EmitInputs(SourceWriter writer, Graph graph)
    {
        foreach (GraphInput input in graph.Inputs)
        {
            string kind = input.IsIndices ? "whole number" : "number";
            string each = input.Shape.IsScalar ? $"One {kind} for each example"
                : input.Shape.IsVector ? $"{Literals.Decimal(input.Shape.Columns)} {kind}s for each example"
                : $"{input.Shape} {kind}s for each example, row by row";
            writer.Line($"/// <param name=\"{input.Name}\">{each}, one example after the other.</param>");
        }
    }

    /// <summary>Writes the number of examples of a mean, the result and the errors.</summary>
    /// <param name="writer">The writer of the file.</param>
    /// <param name="total">The name of the parameter.</param>
    public static void EmitTotal(SourceWriter writer, string total) => writer.Lines("""
        /// <param name="total">The number of examples over which the mean is taken: 0 for those of this call. Calls with the same total add
        /// up to the mean over all of their examples.</param>
        /// <returns>The sum of the losses, divided by the total.</returns>
        /// <exception cref="global::System.ArgumentException">The inputs do not have equally many examples, or none; nothing has
        /// changed.</exception>
        """.Replace("\"total\"", $"\"{total}\""));

    /// <summary>Writes the parameter that takes the results.</summary>
    public static void EmitOutput(SourceWriter writer, string name, ValueShape shape)
    {
        string each = shape.IsScalar ? "one number"
            : shape.IsVector ? $"{Literals.Decimal(shape.Columns)} numbers"
            : $"{shape} numbers, row by row,";
        writer.Line($"/// <param name=\"{name}\">Receives {each} for each example.</param>");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");
}
