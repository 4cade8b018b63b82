using System;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Frontend;

/// <summary>The functions of <c>FusedOpt.Functional</c>, as values of a graph.</summary>
/// <remarks>
/// Each function computes exactly what its C# in the library computes, operation by operation: the two give the same bits. Forms that
/// neither overflow nor cancel are explained there.
/// </remarks>
/// <param name="graph">Receives the values.</param>
internal sealed class FunctionalOperations(GraphBuilder graph)
{
    /// <summary>Returns the result of a function of one number, element by element; null if there is no such function.</summary>
    public int? TryApply(string name, int x) => name switch
    {
        "Relu" => graph.Map(Op.Select, graph.Map(Op.Greater, x, Zero), x, Zero),
        "Sigmoid" => Sigmoid(x),
        "LogSigmoid" => LogSigmoid(x),
        "Softplus" => Softplus(x),
        "Tanh" => graph.Map(Op.Tanh, x),
        "Silu" => graph.Map(Op.Multiply, x, Sigmoid(x)),
        "Gelu" => Gelu(x),
        "Exp" => graph.Map(Op.Exp, x),
        "Log" => graph.Map(Op.Log, x),
        "Sqrt" => graph.Map(Op.Sqrt, x),
        "Abs" => graph.Map(Op.Abs, x),
        "Square" => Square(x),
        _ => null,
    };

    /// <summary>Returns the reduction of each row under a name; null if there is no such reduction.</summary>
    public int? TryReduce(string name, int x) => name switch
    {
        "Sum" or "RowSums" => graph.Reduce(Op.Sum, x),
        "Mean" => graph.Reduce(Op.Mean, x),
        "Max" => graph.Reduce(Op.Maximum, x),
        "Norm" => graph.Reduce(Op.Norm, x),
        _ => null,
    };

    /// <summary>Returns each row's shares: exponentials, divided by their sum.</summary>
    public int Softmax(int x)
    {
        int e = graph.Map(Op.Exp, LessMaximum(x));
        return graph.Map(Op.Divide, e, graph.Reduce(Op.Sum, e));
    }

    /// <summary>Returns the logarithms of each row's shares.</summary>
    public int LogSoftmax(int x)
    {
        int z = LessMaximum(x);
        return graph.Map(Op.Subtract, z, graph.Map(Op.Log, graph.Reduce(Op.Sum, graph.Map(Op.Exp, z))));
    }

    /// <summary>Returns each row's cross entropy with a label.</summary>
    public int CrossEntropy(int scores, int labels)
    {
        // Picked first, so that everything else is one region.
        int picked = graph.Named(graph.Pick(scores, labels), "score");
        int largest = Maximum(scores);
        int sum = graph.Reduce(Op.Sum, graph.Map(Op.Exp, graph.Map(Op.Subtract, scores, largest)));
        return graph.Map(Op.Subtract, graph.Map(Op.Log, sum), graph.Map(Op.Subtract, picked, largest));
    }

    /// <summary>Returns each row less its mean, divided by its standard deviation, scaled and shifted.</summary>
    public int LayerNorm(int x, int gain, int bias, double epsilon)
    {
        // The first mean is rounded: the mean of the differences takes away what is left of it.
        int c = graph.Map(Op.Subtract, x, graph.Reduce(Op.Mean, x));
        int d = graph.Map(Op.Subtract, c, graph.Reduce(Op.Mean, c));
        return graph.Map(Op.Add, graph.Map(Op.Multiply, graph.Map(Op.Multiply, d, InverseRoot(d, epsilon)), gain), bias);
    }

    /// <summary>Returns each row divided by its root mean square, and scaled.</summary>
    public int RmsNorm(int x, int gain, double epsilon) =>
        graph.Map(Op.Multiply, graph.Map(Op.Multiply, x, InverseRoot(x, epsilon)), gain);

    /// <summary>Returns the attention of queries to keys and values, each of which begins at a column of a value.</summary>
    /// <param name="queries">The queries, and the first column.</param>
    /// <param name="keys">The keys, and the first column.</param>
    /// <param name="values">The values, and the first column.</param>
    /// <param name="width">The number of columns of the queries of each head.</param>
    /// <param name="results">The number of columns of the values of each head.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="isCausal">True if a row attends to the rows before it and to itself alone.</param>
    public int Attention(
        (int Node, int First) queries, (int Node, int First) keys, (int Node, int First) values, int width, int results, int heads,
        bool isCausal)
    {
        int rows = graph[queries.Node].Shape.Rows, length = graph[keys.Node].Shape.Rows;
        var weightsOf = new HeadMatrix(0, rows, length, IsBeside: false);
        int scores = graph.Named(
            graph.MatMul(
                queries.Node,
                keys.Node,
                new(
                    heads,
                    new(queries.First, rows, width, IsBeside: true),
                    new(keys.First, length, width, IsBeside: true, IsTransposed: true),
                    weightsOf,
                    isCausal)),
            "scores");
        int weights = graph.Named(Softmax(graph.Map(Op.Multiply, scores, graph.Number(1 / Math.Sqrt(width)))), "weights");
        var valuesOf = new HeadMatrix(values.First, length, results, IsBeside: true);
        return graph.MatMul(
            weights, values.Node, new(heads, weightsOf, valuesOf, new(0, rows, results, IsBeside: true), IsCausal: false));
    }

    /// <summary>Returns the products of two vectors, summed.</summary>
    public int Dot(int a, int b) => graph.Reduce(Op.Sum, graph.Map(Op.Multiply, a, b));

    /// <summary>Returns the squares of the differences.</summary>
    public int SquaredDifference(int a, int b) => Square(graph.Map(Op.Subtract, a, b));

    /// <summary>Returns a whole number as an element.</summary>
    public int Number(double value) => graph.Number(value);

    private int Zero => graph.Number(0);

    private int One => graph.Number(1);

    private int Square(int x) => graph.Map(Op.Multiply, x, x);

    // 1 / sqrt(mean(x x) + epsilon)
    private int InverseRoot(int x, double epsilon)
    {
        int mean = graph.Reduce(Op.Mean, Square(x));
        return graph.Map(Op.Divide, One, graph.Map(Op.Sqrt, graph.Map(Op.Add, mean, graph.Number(epsilon))));
    }

    // The result does not depend on the number that is subtracted, so no gradient goes through it.
    private int Maximum(int x) => graph.Map(Op.StopGradient, graph.Reduce(Op.Maximum, x));

    private int LessMaximum(int x) => graph.Map(Op.Subtract, x, Maximum(x));

    private int IsPositive(int x) => graph.Map(Op.Greater, x, Zero);

    private int ExpOfMinusMagnitude(int x) => graph.Map(Op.Exp, graph.Map(Op.Select, IsPositive(x), graph.Map(Op.Negate, x), x));

    private int Sigmoid(int x)
    {
        int e = ExpOfMinusMagnitude(x);
        int s = graph.Map(Op.Divide, One, graph.Map(Op.Add, One, e));
        return graph.Map(Op.Select, IsPositive(x), s, graph.Map(Op.Multiply, e, s));
    }

    private int LogOfOnePlus(int e) => graph.Map(Op.Log, graph.Map(Op.Add, One, e));

    private int LogSigmoid(int x)
    {
        int l = LogOfOnePlus(ExpOfMinusMagnitude(x));
        return graph.Map(Op.Select, IsPositive(x), graph.Map(Op.Negate, l), graph.Map(Op.Subtract, x, l));
    }

    private int Softplus(int x)
    {
        int l = LogOfOnePlus(ExpOfMinusMagnitude(x));
        return graph.Map(Op.Select, IsPositive(x), graph.Map(Op.Add, x, l), l);
    }

    // x sigmoid(2 u), where u is the argument of the hyperbolic tangent.
    private int Gelu(int x)
    {
        int cube = graph.Map(Op.Multiply, Square(x), x);
        int inner = graph.Map(Op.Add, x, graph.Map(Op.Multiply, graph.Number(0.044715), cube));
        return graph.Map(Op.Multiply, x, Sigmoid(graph.Map(Op.Multiply, graph.Number(1.5957691216057308), inner)));
    }
}
