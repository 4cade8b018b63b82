namespace FusedOpt.Generator.Ir;

/// <summary>The operation of an instruction. <see cref="OpTable"/> has the operands and the result of each operation.</summary>
internal enum Op : byte
{
    // Inputs
    Input,
    Parameter,
    Gradient,
    Updated,
    State,
    Step,
    GradientScale,
    Hyperparameter,
    Constant,
    Count,
    IsMatrix,

    // Arithmetic
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,

    // Functions
    Sqrt,
    Abs,
    Min,
    Max,
    CopySign,
    Sign,
    FlushSubnormal,
    StopGradient,
    Surrogate,
    Floor,
    Ceiling,
    Truncate,
    Round,
    FusedMultiplyAdd,
    Pow,
    Exp,
    Log,
    Tanh,
    Cbrt,
    Cos,
    Atan2,

    // Replacements that fast math puts in the place of exact operations
    MultiplyAddEstimate,
    SqrtEstimate,
    Reciprocal,

    // Random numbers
    UniformNoise,
    NormalNoise,

    // Reductions
    Sum,
    Mean,
    Norm,
    Maximum,

    // Conversions: a double to an element; an integer, or an element that does not differ within a parameter, to a double
    ToElement,
    ToDouble,

    // Comparison and choice
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Not,
    Select,
}
