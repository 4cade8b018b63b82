namespace FusedOpt.Generator.Ir;

/// <summary>The operation of a node of a loss.</summary>
internal enum GraphOp : byte
{
    /// <summary>Numbers of an example.</summary>
    Input,

    /// <summary>Whole numbers of an example: labels, or rows of a table.</summary>
    Indices,

    /// <summary>A parameter of the model.</summary>
    Parameter,

    /// <summary>A number.</summary>
    Constant,

    /// <summary>An operation on each element, of operands of one shape or of shapes that are repeated to one.</summary>
    Map,

    /// <summary>A reduction of each row.</summary>
    Reduce,

    /// <summary>The product of each row with a matrix of weights, one row of weights for each output, and perhaps a bias.</summary>
    Linear,

    /// <summary>The product of two matrices of an example, or of those of each of several heads.</summary>
    MatMul,

    /// <summary>The rows of a matrix as columns.</summary>
    Transpose,

    /// <summary>Rows of a table.</summary>
    Embedding,

    /// <summary>One element of each row.</summary>
    Pick,

    /// <summary>A vector as each row of a matrix.</summary>
    Repeat,

    /// <summary>The sum of the rows.</summary>
    SumRows,

    /// <summary>The elements under another shape.</summary>
    Reshape,

    /// <summary>Two matrices beside each other.</summary>
    Concat,

    /// <summary>Some of the columns.</summary>
    Slice,

    /// <summary>A value of which elements are dropped at random while the model learns.</summary>
    Dropout,

    /// <summary>A value that is the same for every example, once for each.</summary>
    Spread,

    /// <summary>A value in memory of its own.</summary>
    Copy,

    /// <summary>A variable at the beginning of a pass through a loop.</summary>
    Carried,

    /// <summary>A variable behind a loop.</summary>
    LoopResult,
}
