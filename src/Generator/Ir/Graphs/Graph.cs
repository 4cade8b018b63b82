using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>A method on one example as a list of values, each computed once, after its operands.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Element">The type of the elements.</param>
/// <param name="Inputs">The inputs, in the order of the method's parameters.</param>
/// <param name="Parameters">The parameters of the model that the method reads, in the order of their first use.</param>
/// <param name="Loops">The loops over submodels, in the order of their first statements.</param>
/// <param name="Nodes">The values.</param>
/// <param name="Result">The position of the result.</param>
internal sealed record Graph(
    string Name,
    ElementType Element,
    EquatableArray<GraphInput> Inputs,
    EquatableArray<GraphParameter> Parameters,
    EquatableArray<GraphLoop> Loops,
    EquatableArray<GraphNode> Nodes,
    int Result)
{
    /// <summary>Returns for each value whether the result depends on it.</summary>
    public bool[] FindLive()
    {
        bool[] live = new bool[Nodes.Count];
        live[Result] = true;
        for (bool isChanged = true; isChanged;)
        {
            for (int node = live.Length - 1; node >= 0; node--)
            {
                foreach (int operand in live[node] ? Nodes[node].Operands : EquatableArray<int>.Empty)
                    live[operand] = true;
            }

            // The next pass of a loop needs each variable that it reads.
            isChanged = false;
            for (int node = 0; node < live.Length; node++)
            {
                if (Nodes[node].Op != GraphOp.LoopResult || live[node] || !live[Nodes[node].Operands[0]])
                    continue;
                live[node] = isChanged = true;
            }
        }

        return live;
    }
}

/// <summary>An input of a method on one example.</summary>
/// <param name="Name">The name.</param>
/// <param name="Shape">The shape, for one example.</param>
/// <param name="IsIndices">True if the input is whole numbers: labels, or rows of a table.</param>
internal sealed record GraphInput(string Name, ValueShape Shape, bool IsIndices);

/// <summary>A loop over submodels of one class: <c>foreach (Block block in Encoder.Blocks)</c>.</summary>
/// <param name="Path">The members from the model to the array or list: <c>Encoder.Blocks</c>.</param>
/// <param name="Type">The class of the submodels in C#.</param>
/// <param name="Variable">The name of the variable of the loop.</param>
/// <param name="IsList">True if the submodels are in a list, false if in an array.</param>
internal sealed record GraphLoop(EquatableArray<string> Path, string Type, string Variable, bool IsList)
{
    /// <summary>The path as text, for people.</summary>
    public string Name => string.Join(".", Path);
}

/// <summary>A parameter that a method reads.</summary>
/// <param name="Loop">The number of the loop whose submodels have the parameter, from 1 on; 0 if the parameter is in no loop.</param>
/// <param name="Path">
/// The members from the model, or from the variable of the loop, to the parameter: <c>Encoder.Weights</c>.
/// </param>
/// <param name="Shape">The shape; 0 rows for a table whose height is known at run time only.</param>
/// <param name="IsScalar">True if the member is one number.</param>
/// <param name="IsSparse">True if the gradient is that of few rows.</param>
/// <param name="IsArray">True if the member is an array, whose length is known at run time only.</param>
/// <param name="IsArray2D">True if the member is an array of two dimensions.</param>
/// <param name="Learns">True if the parameter has a gradient; false if the parameter, or the model around it, is frozen.</param>
internal sealed record GraphParameter(
    int Loop,
    EquatableArray<string> Path,
    ValueShape Shape,
    bool IsScalar,
    bool IsSparse,
    bool IsArray,
    bool IsArray2D,
    bool Learns)
{
    /// <summary>The path as text, for people.</summary>
    public string Name => string.Join(".", Path);
}
